import { Socket } from 'node:net'
import { afterEach, expect, jest, test } from '@jest/globals'
import { connect } from '../../src/index.ts'
import { startSshServer } from '../ssh-server.ts'

afterEach(() => {
  jest.restoreAllMocks()
})

test('no packet of a login waits for the acknowledgement of the previous one', async () => {
  const server = await startSshServer()
  const calls: string[] = []
  for (const name of ['write', 'setNoDelay'] as const) {
    const original = Socket.prototype[name]
    jest.spyOn(Socket.prototype, name).mockImplementation(function (this: Socket, ...args: unknown[]) {
      if (this.remotePort === server.target.port) calls.push(name)
      return Reflect.apply(original, this, args)
    })
  }
  const remote = await connect(server.target)
  remote.close()
  server.close()
  expect(calls.slice(0, 2)).toEqual(['setNoDelay', 'write'])
})
