import { expect, test } from '@jest/globals'
import { workflowRun } from '@tsh/action'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { application, declaredOutputs, recordingRemote } from '@tsh/testing'
import type { RollbackInputs } from '../src/inputs.ts'
import { rollBack } from '../src/roll-back.ts'

const { url } = workflowRun()
const previous = { version: 'old', sha: 'a', slot: 'blue' as const }
const facts = {
  version: 'new',
  sha: 'b',
  slot: 'green' as const,
  services: ['mail'],
  previous,
  images: [],
  migrates: false,
  run: url,
  actor: '',
}
const inputs: RollbackInputs = {
  target: { host: 'h', port: 22, user: 'root', privateKey: '', knownHosts: [] },
  application,
  publicUrl: 'https://erp.example',
  ...{
    mode: 'automatic',
    version: '',
    environment: '',
    githubToken: '',
    skipSchemaCheckReason: '',
    dryRun: false,
  },
  handoverPort: undefined,
  healthTimeout: 5,
  lockTimeout: 0,
}

const COMPLETE = ['started', 'prepared', 'switching', 'switched']

interface Scene {
  /** Part of a command that fails. */
  broken?: string
  /** Its stderr. */
  stderr?: string
  /** Image that the old slot runs. */
  runs?: string
  /** More facts of the release. */
  more?: object
  /** Live version in the env file. */
  live?: string
  /** Journal events before and after those of the release. */
  earlier?: object[]
  later?: object[]
  /** The listed compose files that the commit of the old version has. */
  existing?: string
}

function server(
  states: string[],
  {
    broken = 'nothing',
    stderr = 'Read-only file system',
    runs = 'erp:old',
    more,
    earlier = [],
    later = [],
    existing = '',
    live = 'now',
  }: Scene = {},
) {
  let slot = states.includes('switched') ? 'green' : 'blue'
  const own = states.map(state => ({ at: '', release: 'r1', state, facts: { ...facts, ...more } }))
  const journal = [...earlier, ...own, ...later].map(event => JSON.stringify(event)).join('\n')
  const services = {
    mail: { build: {} },
    app_blue: { image: 'erp:old', build: {}, ports: [{ published: '8001', target: 8000 }] },
    app_green: { image: 'erp:old', build: {}, ports: [{ published: '8002', target: 8000 }] },
  }
  const remote = recordingRemote(
    line => {
      if (line.includes(broken)) return { code: 1, stderr }
      if (line.includes('list the compose files')) return { stdout: existing }
      if (line.startsWith('docker ps')) return { stdout: `${runs}\n` }
      if (line.startsWith('ls -1')) return { stdout: `${slot}\n` }
      if (line.includes('move the traffic')) slot = line.split(' ').at(-1) ?? ''
      if (line.includes('read /opt/erp/.env'))
        return { stdout: `ACTIVE_DEPLOYMENT_SLOT=${slot}\nVERSION=${live}\n` }
      if (line.includes('read /opt/erp/.deploy')) return { stdout: journal }
      if (line.includes('config --format json')) return { stdout: JSON.stringify({ services }) }
      return undefined
    },
    () => ({ headers: { 'x-deployment-slot': slot } }),
  )
  return { remote, slot: () => slot }
}

/** Never aborted. */
const never = new AbortController().signal

test('restores traffic, checkout and in-place services', async () => {
  const { remote, slot } = server(COMPLETE)
  const result = await rollBack(inputs, remote, never)
  const { sha, ...outputs } = result
  expect([...Object.keys(outputs), 'url-check'].sort()).toEqual(declaredOutputs('rollback'))
  expect(sha).toBe('a')
  expect(result).toMatchObject({ outcome: 'rolled-back', version: 'old', 'replaced-version': 'new' })
  expect(slot()).toBe('blue')
  expect(remote.inputs).toContain('ACTIVE_DEPLOYMENT_SLOT=blue\nVERSION=old\nDEPLOYMENT_SLOT=blue\n')
  expect(remote.commands.some(line => /env VERSION=old .* up -d .* mail$/.test(line))).toBe(true)
  expect(remote.inputs.some(text => text.includes('"rolled-back"'))).toBe(true)
})

/** The compose files of the command that updates the in-place service of the old version. */
async function restoredWith(earlier: object[], existing = ''): Promise<string> {
  const { remote } = server(COMPLETE, { earlier, existing })
  const composeFiles = ['c.yml', 'deploy/new.yml']
  await rollBack({ ...inputs, application: { ...application, composeFiles } }, remote, never)
  const command = remote.commands.find(line => / up -d .* mail$/.test(line)) ?? ''
  return [...command.matchAll(/ -f (\S+)/g)].map(([, file = '']) => file.replace('/opt/erp/', '')).join(' ')
}

test('an old version is restored with its own compose files', async () => {
  const old = { ...facts, ...previous, run: 'before' }
  const release = (more: object): object[] =>
    COMPLETE.map(state => ({ at: '', release: 'r0', state, facts: { ...old, ...more } }))
  const recorded = release({ composeFiles: ['old.yml', 'deploy/old.yml'] })
  expect(await restoredWith(recorded)).toBe('old.yml deploy/old.yml .deploy/old.json')
  // Earlier versions of the actions recorded none; they deployed with a single file.
  expect(await restoredWith(release({}), 'c.yml\n')).toBe('c.yml .deploy/old.json')
  expect(await restoredWith([], 'c.yml\ndeploy/new.yml\n')).toBe('c.yml deploy/new.yml .deploy/old.json')
  expect(await restoredWith([])).toBe('c.yml deploy/new.yml .deploy/old.json')
})

test('does nothing when the release never had traffic', async () => {
  const { remote } = server(['started', 'failed'])
  expect(await rollBack(inputs, remote, never)).toEqual({
    outcome: 'nothing-to-do',
    version: 'now',
    'replaced-version': '',
  })
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

test.each([
  ['the slot directory is missing', 'ls -1'],
  ['the compose file cannot be read', 'config --format json'],
])('raises no alarm when %s and nothing was released', async (_what, broken) => {
  const { remote } = server(['started', 'failed'], { broken })
  expect(await rollBack(inputs, remote, never)).toMatchObject({ outcome: 'nothing-to-do', version: 'now' })
})

test('raises no alarm after a first release', async () => {
  const { remote } = server(COMPLETE, { more: { previous: undefined } })
  expect(await rollBack(inputs, remote, never)).toMatchObject({ outcome: 'nothing-to-do', version: 'now' })
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

test('reports a failure prominently', async () => {
  const { remote } = server(COMPLETE, { broken: 'move the traffic' })
  await expect(rollBack(inputs, remote, never)).rejects.toThrow(
    /^ROLLBACK FAILED \(from new to old\): .*Read-only file system.*Traffic is on green.*manual action/,
  )
})

const up = (line: string): boolean => / up -d .* app_blue$/.test(line)

test('restarts the old version when its slot runs something else', async () => {
  const other = { ...facts, run: 'another', version: 'newer', slot: 'blue' }
  const later = ['started', 'prepared'].map(state => ({ at: '', release: 'r2', state, facts: other }))
  const { remote, slot } = server(COMPLETE, { runs: 'erp:newer', later })
  expect(await rollBack(inputs, remote, never)).toEqual({
    outcome: 'rolled-back',
    version: 'old',
    'replaced-version': 'new',
    sha: 'a',
  })
  expect(slot()).toBe('blue')
  const started = remote.commands.findIndex(up)
  const moved = remote.commands.findIndex(line => line.includes('move the traffic'))
  expect(started).toBeGreaterThan(-1)
  expect(moved).toBeGreaterThan(started)
  const events = remote.inputs.filter(text => text.includes('"at"')).map(text => JSON.parse(text))
  expect(events.map(({ release, state }) => `${release} ${state}`)).toEqual([
    ...[
      'r2 failed',
      ...['started', 'prepared', 'switching', 'switched'].map(state => `old.0.1.rollback ${state}`),
    ],
    'r1 rolled-back',
  ])
})

test('does not move the traffic when the old version does not start', async () => {
  const { remote, slot } = server(COMPLETE, { runs: '', broken: ' up -d' })
  await expect(rollBack(inputs, remote, never)).rejects.toThrow(/^ROLLBACK FAILED .*Traffic is on green/)
  expect(slot()).toBe('green')
  expect(remote.commands.some(line => line.includes('move the traffic'))).toBe(false)
})

test('explains what to do when the engine keeps a port without a container', async () => {
  const stderr = 'Bind for 127.0.0.1:8001 failed: port is already allocated'
  const { remote } = server(COMPLETE, { runs: '', broken: ' up -d', stderr })
  await expect(rollBack(inputs, remote, never)).rejects.toThrow(
    /^ROLLBACK FAILED .*8001 failed.*If no container uses the port: .*restart the engine/,
  )
})

const migrated = { revisionBefore: '0001', revisionAfter: '0002', backup: '20261125T000000Z-1' }

test('does not cross an unmarked migration, and lists the options', async () => {
  const { remote, slot } = server(COMPLETE, { more: migrated })
  await expect(rollBack(inputs, remote, never)).rejects.toThrow(
    /the schema changed from 0001 to 0002 .*"skip-schema-check-reason".*downgrade to 0001.*restore backup 20261125T000000Z-1/,
  )
  expect(slot()).toBe('green')
  expect(remote.inputs.filter(text => text.includes('"at"'))).toEqual([])
})

test('crosses a migration when a reason is given', async () => {
  const { remote, slot } = server(COMPLETE, { more: migrated })
  await rollBack({ ...inputs, skipSchemaCheckReason: 'only a new column' }, remote, never)
  expect(slot()).toBe('blue')
})

test('a dry run reports the target and changes nothing', async () => {
  const { remote, slot } = server(COMPLETE, { live: 'new' })
  const result = await rollBack({ ...inputs, mode: 'manual', dryRun: true }, remote, never)
  expect(result).toEqual({ outcome: 'planned', version: 'new', 'replaced-version': '' })
  expect(slot()).toBe('green')
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

test('a version older than the listed ones is found when it is requested', async () => {
  const earlier = Array.from({ length: 14 }, (_, n) =>
    COMPLETE.map(state => ({
      ...{ at: '', release: `r-${n}`, state },
      facts: { ...facts, version: `v${n}`, previous: undefined, run: 'another' },
    })),
  ).flat()
  const manual = { ...inputs, mode: 'manual' as const, dryRun: true }
  const planned = async (version: string) =>
    rollBack({ ...manual, version }, server(COMPLETE, { earlier, live: 'new' }).remote, never)
  expect(await planned('v0')).toMatchObject({ outcome: 'planned' })
  await expect(planned('v99')).rejects.toThrow(
    'version "v99" is not on root@server; available: old, v13, v12',
  )
})

test('a cancellation before it has begun aborts it, and changes nothing', async () => {
  const { remote } = server(COMPLETE)
  const cancelled = AbortSignal.abort(new Error('cancelled'))
  await expect(rollBack(inputs, remote, cancelled)).rejects.toThrow('cancelled')
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

/** Drops the connection once, at a command that contains this. */
function disconnectOnce(remote: Remote, part: string): { cut: boolean } {
  const { run } = remote
  const seen = { cut: false }
  remote.run = async (command, options) => {
    if (seen.cut || !command.join(' ').includes(part)) return run(command, options)
    seen.cut = true
    throw new RemoteCommandError(remote.name, command, { code: undefined, signal: undefined, stderr: '' }, '')
  }
  return seen
}

test.each(['read /opt/erp/.deploy', 'config --format json', 'move the traffic'])(
  'a command that loses its connection is retried: %s',
  async part => {
    const { remote, slot } = server(COMPLETE)
    const seen = disconnectOnce(remote, part)
    expect(await rollBack(inputs, remote, never)).toMatchObject({ outcome: 'rolled-back', version: 'old' })
    expect([seen.cut, slot()]).toEqual([true, 'blue'])
  },
)

test('checks the migrations again after a lost connection', async () => {
  const { remote } = server(COMPLETE, { more: migrated })
  const seen = disconnectOnce(remote, 'git -C /opt/erp diff')
  await expect(rollBack(inputs, remote, never)).rejects.toThrow(/the schema changed from 0001 to 0002/)
  expect(seen.cut).toBe(true)
})

test('a redeployed version is rolled back to its previous images', async () => {
  const imagesOf = (id: string) => [{ image: 'erp:old', reference: '', id: `sha256:${id.repeat(64)}` }]
  const first = { ...facts, slot: 'blue' as const, previous: undefined, images: imagesOf('a') }
  const earlier = COMPLETE.map(state => ({
    at: '',
    release: 'r0',
    state,
    facts: { ...first, run: 'another' },
  }))
  const more = { previous: { version: 'new', sha: 'b', slot: 'blue' }, images: imagesOf('b') }
  const { remote } = server(COMPLETE, { earlier, more, runs: `sha256:${'a'.repeat(12)}`, live: 'new' })
  await rollBack(inputs, remote, never)
  expect(remote.commands.filter(line => line.startsWith('docker tag'))).toContain(
    `docker tag sha256:${'a'.repeat(64)} erp:old`,
  )
  expect(remote.commands.join('\n')).not.toContain(`docker tag sha256:${'b'.repeat(64)}`)
})
