import { describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { application, declaredOutputs, recordingRemote } from '@tsh/testing'
import type { SwitchInputs } from '../src/inputs.ts'
import { preparedRelease } from '../src/prepared-release.ts'
import { switchTraffic } from '../src/switch-traffic.ts'

const inputs: SwitchInputs = {
  target: { host: 'h', port: 22, user: 'root', privateKey: '', knownHosts: [] },
  application,
  release: 'r1',
  publicUrl: 'https://erp.example',
  healthTimeout: 1,
  lockTimeout: 0,
}
const facts = { version: 'new', sha: 'b', slot: 'green', services: ['mail'], images: [], run: '', actor: '' }
const journal = ['started', 'prepared']
  .map(state => JSON.stringify({ at: '', release: 'r1', state, facts }))
  .join('\n')
const services = { app_green: { build: {}, ports: [{ published: '8011', target: 8000 }] } }

/** A server with a slot file; `stuck` is a proxy that goes on answering from blue. */
function server({ stuck = false, health = 200 } = {}) {
  let slot = 'blue'
  const remote = recordingRemote(
    line => {
      if (line.startsWith('ls -1')) return { stdout: `${slot}\n` }
      if (line.includes('move the traffic')) slot = line.split('/').at(-1) ?? ''
      if (line.includes('read /opt/erp/.env'))
        return { stdout: 'ACTIVE_DEPLOYMENT_SLOT=blue\nDEPLOYMENT_SLOT=blue\nVERSION=old\n' }
      if (line.includes('read /opt/erp/.deploy')) return { stdout: journal }
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

test('moves the traffic, proves it, writes what is live and updates the services in place', async () => {
  const { remote, slot } = server()
  const result = await switchTraffic(inputs, remote)
  expect(Object.keys(result).sort()).toEqual(declaredOutputs('blue-green-switch'))
  expect(slot()).toBe('green')
  expect(remote.inputs).toContain('ACTIVE_DEPLOYMENT_SLOT=green\nDEPLOYMENT_SLOT=green\nVERSION=new\n')
  expect(remote.commands.some(line => / up -d .* mail$/.test(line))).toBe(true)
})

test('puts the traffic back when it cannot be proven on the new slot', async () => {
  const { remote, slot } = server({ stuck: true })
  await expect(switchTraffic(inputs, remote)).rejects.toThrow('still answers from blue')
  expect(slot()).toBe('blue')
  expect(remote.inputs.some(text => text.includes('"rolled-back"'))).toBe(true)
})

test('leaves the traffic alone when the slot is not healthy', async () => {
  const { remote } = server({ health: 502 })
  await expect(switchTraffic(inputs, remote)).rejects.toThrow('is not healthy (HTTP 502')
  expect(remote.commands.some(line => line.includes('move the traffic'))).toBe(false)
}, 15_000)

describe('switches only to the release that was prepared', () => {
  const release = { ...facts, id: 'r1', state: 'prepared', exposed: false } as Release
  const cases: [string, Release[], 'blue' | 'green', RegExp][] = [
    [
      'another release came in between',
      [release, { ...release, id: 'r2' }],
      'blue',
      /newest one is r2 \(prepared\)/,
    ],
    ['the journal is empty', [], 'blue', /journal is empty/],
    ['it failed', [{ ...release, state: 'failed' }], 'blue', /is failed, not prepared/],
    ['somebody switched by hand', [release], 'green', /has the traffic already/],
  ]
  test.each(cases)('%s', (_name, releases, active, message) => {
    expect(() => preparedRelease({ releases, active }, 'r1')).toThrow(message)
  })
})
