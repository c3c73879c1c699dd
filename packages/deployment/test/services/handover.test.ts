import { expect, test } from '@jest/globals'
import { inPlaceApplication, recordingRemote } from '@tsh/testing'
import { type Handover, withHandover } from '../../src/services/handover.ts'

const application = inPlaceApplication()
const model = { name: 'erp', services: { app: { ports: [{ published: '8004', target: 8000 }] } } }
const handover: Handover = { port: 8014, directory: '/slots', model, version: 'v2', timeout: 5 }

/** The steps that visitors could notice, in order. */
function steps(commands: readonly string[]): string[] {
  const names: [string, string][] = [
    [' run --detach', 'start second'],
    ['touch -- /slots/handover', 'traffic to second'],
    ['reroute the traffic', 'traffic to first'],
    ['docker stop', 'stop second'],
    ['the work', 'replace first'],
  ]
  return commands.flatMap(line => names.find(([part]) => line.includes(part))?.[1] ?? [])
}

/** A server on which the app service receives the traffic, or the second container still does. */
const server = (taken = false) => {
  let running = taken
  return recordingRemote(line => {
    if (line.includes(' run --detach')) running = true
    if (line.includes('docker stop')) running = false
    if (line.startsWith('test -e') && !taken) return { code: 1 }
    return line.includes('docker ps') && running ? { stdout: '4711\n' } : undefined
  })
}

const cleaned = ['traffic to first', 'stop second']

test('the second container receives the traffic while the first is replaced', async () => {
  const remote = server()
  const requested: string[] = []
  const { request } = remote
  remote.request = async call => {
    requested.push(call.url)
    return request(call)
  }
  await withHandover(remote, application, handover, async () => void (await remote.run(['the work'])))
  const expected = ['traffic to first', 'start second', 'traffic to second', 'replace first', ...cleaned]
  expect(steps(remote.commands)).toEqual(expected)
  expect(new Set(requested)).toEqual(new Set(['http://127.0.0.1:8014/health']))
  expect(remote.commands.find(line => line.includes(' run --detach'))).toContain(
    '--name erp-handover --publish 127.0.0.1:8014:8000 app',
  )
})

test('the second container is published on the address of the app service, without its static address', async () => {
  const remote = server()
  const service = {
    ports: [{ published: '8004', target: 8000, host_ip: 'fd00::5' }],
    networks: { own: { ipv4_address: '172.30.5.10' } },
  }
  const requested: string[] = []
  remote.request = async ({ url }) => {
    requested.push(url)
    return { status: 200, headers: {}, body: '' }
  }
  const elsewhere = { ...handover, model: { name: 'erp', services: { app: service } } }
  await withHandover(remote, application, elsewhere, async () => {})
  expect(new Set(requested)).toEqual(new Set(['http://[fd00::5]:8014/health']))
  expect(remote.commands.find(line => line.includes(' run --detach'))).toMatch(
    /-f one-off\.yml run .* --publish \[fd00::5\]:8014:8000 app$/,
  )
})

test('the second container keeps serving when the replacement fails', async () => {
  const remote = server()
  const failing = withHandover(remote, application, handover, () => Promise.reject(new Error('not healthy')))
  await expect(failing).rejects.toThrow('not healthy')
  expect(steps(remote.commands)).toEqual(['traffic to first', 'start second', 'traffic to second'])
})

test('a second container that still receives the traffic keeps it until the first is back', async () => {
  const remote = server(true)
  await withHandover(remote, application, handover, async () => void (await remote.run(['the work'])))
  expect(steps(remote.commands)).toEqual(['replace first', ...cleaned])
})

test('a second container whose own health check fails receives no traffic', async () => {
  const { commands, ...remote } = server()
  const unhealthy = {
    ...remote,
    commands,
    run: async (...call: Parameters<typeof remote.run>) =>
      call[0].includes('wait for the container')
        ? { code: 3, stdout: 'running, unhealthy\n', stderr: '' }
        : remote.run(...call),
  }
  await expect(withHandover(unhealthy, application, handover, async () => {})).rejects.toThrow(
    /^container erp-handover on \S+ is not healthy \(running, unhealthy\)\. See /,
  )
  expect(steps(commands)).toEqual(['traffic to first', 'start second'])
})
