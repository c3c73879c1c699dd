import { describe, expect, test } from '@jest/globals'
import { planEnvFile } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { application, inPlaceApplication } from '@tsh/testing'
import type { ServerInputs } from '../../src/inputs.ts'
import { planSetup, stepsForRoot } from '../../src/setup/setup-plan.ts'

const inputs = {
  application,
  sha: 'a'.repeat(40),
  repository: undefined,
  secrets: {},
} as unknown as ServerInputs
const ok = (text = '') => ({ code: 0, text })
const no = (text = '') => ({ code: 1, text })
const ready: QueryResults = {
  ...{ user: ok('deploy'), group: ok('deploy'), root: no(), path: ok(), path_writable: ok() },
  ...{ checkout: ok('c'), env: ok('A=1\n'), slots: ok('blue'), slots_writable: ok() },
}
const env = planEnvFile({ existing: 'A=1\n', template: 'A=2\n', secrets: {} })
const fresh = planEnvFile({ existing: undefined, template: 'A=2\n', secrets: {} })
const plan = (results: QueryResults = ready, given = inputs, file = env) =>
  planSetup(given, results, { env: file, proxy: { site: undefined, todo: [], notes: [] }, missing: [] })

test('a server that is set up needs nothing', () => {
  expect(plan()).toEqual({
    ...{ path: undefined, slots: [], checksOut: false, envText: undefined, proxy: [], difference: '' },
    ...{ todo: [], notes: [] },
  })
})

test('what compose does not create is left for a person', () => {
  const proxy = { site: undefined, todo: [], notes: [] }
  const { todo } = planSetup(inputs, ready, { env, proxy, missing: ['network edge does not exist'] })
  expect(todo).toEqual(['Network edge does not exist.'])
})

test('an empty server gets folders, checkout and env file', () => {
  const empty = { ...ready, path: no(), checkout: no(), env: no(), slots: no() }
  const { path, slots, checksOut, envText } = plan(empty, inputs, fresh)
  expect([path?.script, ...slots.map(({ script }) => script)]).toEqual([
    'mkdir -p -- /opt/erp',
    'mkdir -p -- /slots',
    'touch -- /slots/blue',
  ])
  expect([checksOut, envText]).toEqual([true, 'A=2\n'])
})

describe('what the user may not do', () => {
  const closed = { ...ready, path: no(), path_writable: no(), slots: no(), slots_writable: no() }

  test('is done by root, for the user', () => {
    const { path, slots } = plan(closed)
    expect([path?.script, ...slots.map(({ script }) => script)]).toEqual([
      'install -d -o deploy -g deploy -- /opt/erp',
      'install -d -o deploy -g deploy -- /slots',
      'install -o deploy -g deploy -m 644 /dev/null /slots/blue',
    ])
    expect(stepsForRoot(plan(closed), closed)).toHaveLength(3)
  })

  test('is done by a user who may become root', () => {
    expect(stepsForRoot(plan(closed), { ...closed, root: ok() })).toEqual([])
  })
})

test('a folder with a slot file stays, whichever slot it is', () => {
  expect(plan({ ...ready, slots: ok('green') }).slots).toEqual([])
})

test('a replacement in place needs the folder for a handover only', () => {
  const inPlace = { ...inputs, application: inPlaceApplication() } as ServerInputs
  const without = { ...ready, slots: no() }
  expect(plan(without, inPlace).slots).toEqual([])
  const slots = plan(without, { ...inPlace, handoverPort: 8014 }).slots
  expect(slots.map(({ script }) => script)).toEqual(['mkdir -p -- /slots'])
})

test('a new env file belongs to its environment, and an existing one is not changed', () => {
  const defaults = { ENVIRONMENT: 'staging' }
  const plan = (existing: string | undefined, template: string | undefined): string =>
    planEnvFile({ existing, template, secrets: {}, defaults }).text
  expect(plan(undefined, 'A=2\n')).toBe('A=2\nENVIRONMENT=staging\n')
  expect(plan(undefined, 'ENVIRONMENT=preview\n')).toBe('ENVIRONMENT=preview\n')
  expect(plan('A=1\n', 'A=2\n')).toBe('A=1\n')
  expect(plan(undefined, undefined)).toBe('')
})

test('an env file that cannot be written is left to a person', () => {
  const noEnv = { ...ready, env: no() }
  const unfilled = planEnvFile({ existing: undefined, template: 'A=<a>\n', secrets: {} })
  expect(plan(noEnv, inputs, unfilled)).toMatchObject({
    envText: undefined,
    todo: [expect.stringContaining('with values for A. Or list these keys in the setting env.secrets')],
  })
  const none = planEnvFile({ existing: undefined, template: undefined, secrets: {} })
  expect(plan(noEnv, inputs, none).todo).toEqual([expect.stringContaining('has no .env.example')])
})

test('keys that only the example has are a note, because the application may not need them', () => {
  const partly = planEnvFile({ existing: 'A=1\n', template: 'A=2\nB=3\n', secrets: {} })
  expect(plan(ready, inputs, partly)).toMatchObject({
    todo: [],
    notes: ['.env does not have B, which its example has.'],
  })
})

test('a server that fetches commits needs access to the repository', () => {
  const fetching = { ...inputs, repository: 'git@github.com:tsh/shop.git' }
  expect(plan({ ...ready, remote: ok() }, fetching).todo).toEqual([])
  const refused =
    'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.'
  expect(plan({ ...ready, remote: no(refused) }, fetching).todo).toEqual([
    expect.stringMatching(
      /^Give deploy on the server read access to git@github.com:tsh\/shop.git.*commits: transfer.* git reports: git@github.com: Permission denied \(publickey\)\.$/,
    ),
  ])
  const unknown = no('Host key verification failed.\nfatal: Could not read from remote repository.')
  expect(plan({ ...ready, remote: unknown }, fetching).todo).toEqual([
    expect.stringMatching(/^Add the host keys of github.com to ~\/.ssh\/known_hosts of deploy on the server/),
  ])
})
