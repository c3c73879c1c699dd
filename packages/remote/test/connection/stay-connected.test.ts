import { Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { recordingRemote } from '@tsh/testing'
import { type Connection, NotSent } from '../../src/commands/remote.ts'
import { Unreachable } from '../../src/connection/connect.ts'
import { ConnectionLost, stayConnected, type Target, untilCancelled } from '../../src/index.ts'

const target = {} as Target

/** Opens connections that can be interrupted; each records its commands. */
function network() {
  const opened: (Connection & { commands: string[]; cut(): void })[] = []
  let reachable = true
  return {
    opened,
    unplug: () => {
      reachable = false
    },
    async open() {
      if (!reachable) throw new Unreachable('cannot reach the server')
      const remote = recordingRemote()
      let lost = false
      const connection = {
        ...remote,
        get lost() {
          return lost
        },
        cut() {
          lost = true
        },
      }
      opened.push(connection)
      return connection
    },
  }
}

describe('a connection that is lost', () => {
  test('is replaced once, for the next command, after the reconnect callbacks', async () => {
    const { open, opened } = network()
    const remote = await stayConnected(target, { open })
    remote.onReconnect?.(async fresh => void (await fresh.run(['take', 'the', 'lock'])))
    await remote.run(['one'])
    opened[0]?.cut()
    await Promise.all([remote.run(['two']), remote.run(['three'])])
    expect(opened.map(({ commands }) => commands)).toEqual([['one'], ['take the lock', 'two', 'three']])
  })

  test('whose end was not detected is replaced for the command that was not sent over it', async () => {
    const { open, opened } = network()
    const remote = await stayConnected(target, { open })
    const [first] = opened
    if (!first) throw new Error('nothing was opened')
    first.run = first.stream = async command => {
      first.cut()
      throw new NotSent('root@server', command)
    }
    await remote.run(['one'])
    first.commands.length = 0
    await remote.stream(['two'])
    expect(opened.map(({ commands }) => commands)).toEqual([[], ['one', 'two']])
  })

  test('runs nothing any more when a reconnect callback fails', async () => {
    const { open, opened } = network()
    const remote = await stayConnected(target, { open })
    remote.onReconnect?.(async () => {
      throw new Error('someone else has the lock')
    })
    opened[0]?.cut()
    for (const command of ['one', 'two'])
      await expect(remote.run([command])).rejects.toThrow('someone else has the lock')
    expect(opened.map(({ commands }) => commands)).toEqual([[], []])
  })

  test('and cannot be re-established is reported with the last command, permanently', async () => {
    const { open, opened, unplug } = network()
    const remote = await stayConnected(target, { open, reconnectTimeoutMs: 0 })
    await remote.run(['docker', 'compose', 'up'])
    opened[0]?.cut()
    unplug()
    await expect(remote.run(['next'])).rejects.toThrow(ConnectionLost)
    await expect(remote.run(['next'])).rejects.toThrow(
      'connection to root@server lost during "docker compose up": cannot reach the server',
    )
  })
})

describe('after a cancellation', () => {
  test('nothing is started, and failures report the reason', async () => {
    const server = recordingRemote()
    const controller = new AbortController()
    const remote = untilCancelled(server, controller.signal)
    await remote.run(['one'])
    controller.abort(new Error('cancelled'))
    await expect(remote.run(['two'])).rejects.toThrow('cancelled')
    await expect(remote.request({ url: 'http://127.0.0.1' })).rejects.toThrow('cancelled')
    expect(server.commands).toEqual(['one'])
  })

  test('the input of a command ends', async () => {
    const controller = new AbortController()
    const input = new Readable({ read() {} })
    const ended = new Promise(resolve => input.on('error', resolve))
    await untilCancelled(recordingRemote(), controller.signal).run(['load'], { input })
    controller.abort()
    await ended
  })
})
