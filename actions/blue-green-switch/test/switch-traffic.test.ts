import { describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { application, declaredOutputs, recordingRemote } from '@tsh/testing'
import type { SwitchInputs } from '../src/inputs.ts'
import { preparedRelease } from '../src/prepared-release.ts'
import { switchTraffic } from '../src/switch-traffic.ts'

const inputs: SwitchInputs = {
  target: { host: 'h', port: 22, user: 'root', privateKey: '', knownHosts: [] },
  application,
  release: 'r1',
  slot: undefined,
  publicUrl: 'https://erp.example',
  allowInstall: false,
  canary: 0,
  healthTimeout: 1,
  drain: 0,
  lockTimeout: 0,
}
const facts = { version: 'new', sha: 'b', slot: 'green', services: ['mail'], images: [], run: '', actor: '' }
const event = (state: string): string => JSON.stringify({ at: '', release: 'r1', state, facts })
const journal = ['started', 'prepared'].map(event).join('\n')
const services = {
  app_blue: { image: 'erp:new', ports: [{ published: '8001', target: 8000 }] },
  app_green: { image: 'erp:new', ports: [{ published: '8011', target: 8000 }] },
}
const container = { Service: 'app_green', State: 'running', Health: 'healthy', Image: 'erp:new' }
const never = new AbortController().signal

/** A server with a slot file; `stuck` is a proxy that keeps responding from blue. */
function server({
  stuck = false,
  health = 200,
  changed = {},
  state = journal,
  live = 'blue',
  recorded = 'blue',
} = {}) {
  let slot = live
  const remote = recordingRemote(
    line => {
      if (line.startsWith('ls -1')) return { stdout: `${slot}\n` }
      if (line.includes('move the traffic')) slot = line.split(' ').at(-1) ?? ''
      if (line.includes('read /opt/erp/.env'))
        return { stdout: `ACTIVE_DEPLOYMENT_SLOT=${recorded}\nDEPLOYMENT_SLOT=blue\nVERSION=old\n` }
      if (line.includes('read /opt/erp/.deploy')) return { stdout: state }
      if (line.includes('docker compose') && line.includes(' ps --all '))
        return { stdout: JSON.stringify({ ...container, ...changed }) }
      if (line.includes('read the health'))
        return { stdout: 'app_green\trunning\t"2026-11-30T18:00:00Z"\thealthy 0="2026-11-30T18:00:02Z"\n' }
      if (line.includes('config --format json')) return { stdout: JSON.stringify({ services }) }
      return undefined
    },
    url =>
      url.includes(':8011')
        ? { status: health }
        : { headers: { 'x-deployment-slot': stuck ? 'blue' : slot } },
  )
  return { remote, slot: () => slot }
}

const moved = ({ commands }: { commands: string[] }): boolean =>
  commands.some(line => line.includes('move the traffic'))

test('moves the traffic, verifies it, records what is live and updates the in-place services', async () => {
  const { remote, slot } = server()
  const result = await switchTraffic(inputs, remote, never)
  expect(Object.keys(result).sort()).toEqual(declaredOutputs('blue-green-switch'))
  expect(slot()).toBe('green')
  expect(remote.inputs).toContain('ACTIVE_DEPLOYMENT_SLOT=green\nDEPLOYMENT_SLOT=green\nVERSION=new\n')
  expect(remote.commands.some(line => / up -d .* mail$/.test(line))).toBe(true)
})

test('records the switch and the health of its services for the checklist', async () => {
  const { remote } = server()
  await switchTraffic(inputs, remote, never)
  const line = remote.inputs.find(text => text.includes('"switched"')) ?? ''
  expect(JSON.parse(line).facts).toEqual({
    traffic: {
      ...{ from: 'blue', to: 'green', lost: 0 },
      ...{ milliseconds: expect.any(Number), probes: expect.any(Number) },
    },
    health: [{ service: 'app_green', state: 'healthy', seconds: 2 }],
  })
  expect(JSON.parse(line).facts.traffic.probes).toBeGreaterThan(10)
  expect(remote.commands.find(line => line.includes('read the health'))).toMatch(/ app_green mail$/)
})

test('moves the traffic back when it cannot be verified on the new slot', async () => {
  const { remote, slot } = server({ stuck: true })
  await expect(switchTraffic(inputs, remote, never)).rejects.toThrow('still routes to blue')
  expect(slot()).toBe('blue')
  expect(remote.inputs.some(text => text.includes('"rolled-back"'))).toBe(true)
})

test('moves it back when connections from before the move stay on the old slot, but not when they are closed', async () => {
  const kept = (open: boolean): Pick<Remote, 'keep'> => ({
    async keep() {
      const request = async () => ({ status: 200, headers: { 'x-deployment-slot': 'blue' }, body: '' })
      return { open, request, close() {} }
    },
  })
  const staying = server()
  await expect(switchTraffic(inputs, { ...staying.remote, ...kept(true) }, never)).rejects.toThrow(
    'the proxy still routes to blue (HTTP 200), not to green; traffic is on blue',
  )
  expect(staying.slot()).toBe('blue')
  const ended = server()
  await switchTraffic(inputs, { ...ended.remote, ...kept(false) }, never)
  expect(ended.slot()).toBe('green')
})

test('does not move the traffic when the slot is not healthy, and reports where it is', async () => {
  const { remote } = server({ health: 502 })
  await expect(switchTraffic(inputs, remote, never)).rejects.toThrow(
    /^green is not ready: .* is not healthy \(HTTP 502 after \d+ tries\)\. Traffic stays on blue$/,
  )
  expect(moved(remote)).toBe(false)
})

test.each<[string, object, string]>([
  ['an open port without a container', { Service: 'other' }, 'app_green has no container'],
  ['a container that has exited', { State: 'exited' }, 'is exited'],
  ['a failing health check', { Health: 'unhealthy' }, 'is unhealthy'],
  ['another version in the slot', { Image: 'erp:other' }, 'runs erp:other instead of erp:new'],
])('does not move the traffic: %s', async (_name, changed, message) => {
  const { remote } = server({ changed })
  await expect(switchTraffic(inputs, remote, never)).rejects.toThrow(message)
  expect(moved(remote)).toBe(false)
})

test('a cancellation before the switch aborts it, and the traffic stays', async () => {
  const { remote } = server()
  const controller = new AbortController()
  const { run } = remote
  remote.run = (command, options) => {
    controller.abort(new Error('cancelled'))
    return run(command, options)
  }
  await expect(switchTraffic(inputs, remote, controller.signal)).rejects.toThrow(
    'cancelled before the switch; traffic stays on blue',
  )
  await expect(switchTraffic(inputs, remote, controller.signal)).rejects.toThrow('cancelled')
  expect(moved(remote)).toBe(false)
})

test('an interrupted switch is completed, and a completed one is not repeated', async () => {
  const cut = server({ state: `${journal}\n${event('switching')}` })
  expect(await switchTraffic(inputs, cut.remote, never)).toMatchObject({ switched: true, slot: 'green' })
  expect(cut.slot()).toBe('green')
  const done = server({ state: `${journal}\n${event('switched')}`, live: 'green', recorded: 'green' })
  expect(await switchTraffic(inputs, done.remote, never)).toMatchObject({ switched: false, slot: 'green' })
  expect(moved(done.remote)).toBe(false)
})

test('a contradiction between the proxy and the env file stops it', async () => {
  const { remote } = server({ live: 'green' })
  await expect(switchTraffic(inputs, remote, never)).rejects.toThrow(
    'cannot determine the live slot (.env: blue, proxy: green)',
  )
})

describe('switches only to the prepared release, not when', () => {
  const release = { ...facts, id: 'r1', state: 'prepared', exposed: false, wasLive: false } as Release
  const cases: [string, Release[], 'blue' | 'green', RegExp][] = [
    [
      'another release came in between',
      [release, { ...release, id: 'r2' }],
      'blue',
      /newest one is r2 \(prepared\)/,
    ],
    ['the journal is empty', [], 'blue', /journal is empty/],
    ['it failed', [{ ...release, state: 'failed' }], 'blue', /is failed, not prepared/],
    ['it was switched manually', [release], 'green', /already has the traffic/],
    ['it was switched back manually', [{ ...release, state: 'switched' }], 'blue', /the traffic is on blue/],
  ]
  test.each(cases)('%s', (_name, releases, active, message) => {
    expect(() =>
      preparedRelease({ releases, active }, { release: 'r1', slot: undefined, application }),
    ).toThrow(message)
  })
  test('another slot was specified', () => {
    const wanted = { release: 'r1', slot: 'blue', application }
    expect(() => preparedRelease({ releases: [release], active: 'blue' }, wanted)).toThrow(
      'input "slot" is blue, but release r1 is in slot green',
    )
  })
})
