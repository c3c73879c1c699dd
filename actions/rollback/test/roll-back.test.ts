import { describe, expect, test } from '@jest/globals'
import { workflowRun } from '@tsh/action'
import type { Release } from '@tsh/deployment'
import { application, declaredOutputs, recordingRemote } from '@tsh/testing'
import type { RollbackInputs } from '../src/inputs.ts'
import { rollBack } from '../src/roll-back.ts'
import { wayBack } from '../src/way-back.ts'

const { url } = workflowRun()
const previous = { version: 'old', sha: 'a', slot: 'blue' as const }
const facts = {
  version: 'new',
  sha: 'b',
  slot: 'green' as const,
  services: ['mail'],
  previous,
  images: [],
  run: url,
  actor: '',
}
const inputs: RollbackInputs = {
  target: { host: 'h', port: 22, user: 'root', privateKey: '', knownHosts: [] },
  application,
  publicUrl: 'https://erp.example',
  handoverPort: undefined,
  healthTimeout: 5,
  lockTimeout: 0,
}

function server(states: string[], broken = 'nothing') {
  let slot = states.includes('switched') ? 'green' : 'blue'
  const journal = states.map(state => JSON.stringify({ at: '', release: 'r1', state, facts })).join('\n')
  const services = {
    mail: { build: {} },
    app_blue: { build: {}, ports: [{ published: '8001', target: 8000 }] },
  }
  const remote = recordingRemote(
    line => {
      if (line.includes(broken)) return { code: 1, stderr: 'Read-only file system' }
      if (line.startsWith('ls -1')) return { stdout: `${slot}\n` }
      if (line.includes('move the traffic')) slot = line.split('/').at(-1) ?? ''
      if (line.includes('read /opt/erp/.env'))
        return { stdout: `ACTIVE_DEPLOYMENT_SLOT=${slot}\nVERSION=now\n` }
      if (line.includes('read /opt/erp/.deploy')) return { stdout: journal }
      if (line.includes('config --format json')) return { stdout: JSON.stringify({ services }) }
      return undefined
    },
    () => ({ headers: { 'x-deployment-slot': slot } }),
  )
  return { remote, slot: () => slot }
}

test('brings traffic, checkout and services in place back to what was live', async () => {
  const { remote, slot } = server(['started', 'prepared', 'switching', 'switched'])
  const result = await rollBack(inputs, remote)
  expect(Object.keys(result).sort()).toEqual(declaredOutputs('rollback'))
  expect(result).toEqual({ outcome: 'rolled-back', version: 'old' })
  expect(slot()).toBe('blue')
  expect(remote.inputs).toContain('ACTIVE_DEPLOYMENT_SLOT=blue\nVERSION=old\nDEPLOYMENT_SLOT=blue\n')
  expect(
    remote.commands.some(line => line.startsWith('env VERSION=old') && / up -d .* mail$/.test(line)),
  ).toBe(true)
  expect(remote.inputs.some(text => text.includes('"rolled-back"'))).toBe(true)
})

test('does nothing when the release never had traffic', async () => {
  const { remote } = server(['started', 'failed'])
  expect(await rollBack(inputs, remote)).toEqual({ outcome: 'nothing-to-do', version: 'now' })
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

test('says so loudly when it fails', async () => {
  const { remote } = server(['started', 'prepared', 'switching', 'switched'], 'move the traffic')
  await expect(rollBack(inputs, remote)).rejects.toThrow(
    /^ROLLBACK FAILED on the way from new to old: .*Read-only file system.*manual action/,
  )
})

describe('wayBack', () => {
  const release = { ...facts, id: 'r1', state: 'switched', exposed: true } as Release
  const back = (more: object, releases: Release[] = [release]) =>
    wayBack({ active: 'green', version: 'new', releases, ...more }, url)

  test('goes back from a switch that was cut off', () => {
    const cut = [{ ...release, state: 'switching' as const }]
    expect(back({ active: 'blue' }, cut)).toMatchObject({ kind: 'back', to: previous })
  })
  test('is over when it was gone already', () => {
    expect(back({}, [{ ...release, state: 'rolled-back', exposed: false }])).toMatchObject({
      kind: 'nothing',
    })
  })
  test('leaves the good release of another run alone', () => {
    expect(back({}, [{ ...release, run: 'https://github.com/tsh/erp/actions/runs/1' }])).toMatchObject({
      kind: 'nothing',
      why: 'the newest release, r1, is of another run',
    })
  })
  test('has no way back from a first deployment', () => {
    expect(() => back({}, [{ ...release, previous: undefined }])).toThrow('nothing to roll back to')
  })
  test('has no way back to the same version in place', () => {
    const inPlace = { ...release, slot: undefined, previous: { version: 'new', sha: 'b' } }
    expect(() => back({ active: undefined }, [inPlace])).toThrow('new was live before, too')
  })
  test('knows nothing without a journal', () => {
    expect(back({}, [])).toMatchObject({ kind: 'nothing' })
  })
})
