import { describe, expect, test } from '@jest/globals'
import { declaredOutputs, recordingRemote } from '@tsh/testing'
import { deploy } from '../src/deploy.ts'
import { planned } from '../src/planned.ts'
import { planRelease } from '../src/release-plan.ts'
import { currentCommand, revisionsIn } from '../src/revision.ts'
import { deployInputs } from './deploy-inputs.ts'
import { lookedAt } from './looked-at.ts'

/** What is never cancelled. */
const never = new AbortController().signal
const oldSha = '0'.repeat(40)
const inputs = deployInputs()
const model = {
  name: 'erp',
  services: {
    db: { image: 'postgres:15' },
    app_blue: { image: 'erp:x', build: {}, ports: [{ published: '8001', target: 8000 }] },
    app_green: {
      image: 'erp:x',
      build: {},
      profiles: ['green'],
      ports: [{ published: '8011', target: 8000 }],
    },
    mail: { image: 'mail:x', build: {} },
  },
}

/**
 * A server on which blue is live; `broken` names a part of a command that fails there, and `older` says that the commit
 * comes before the live one.
 */
function server(broken = 'nothing', older = false) {
  return recordingRemote(line => {
    if (line.includes('look at the server'))
      return { stdout: lookedAt({ model: JSON.stringify(model, null, 2) }) }
    if (line.includes(broken)) return { code: 1, stderr: 'rehearsed' }
    if (line.startsWith('ls -1')) return { stdout: 'blue\n' }
    if (line.includes('read /opt/erp/.env')) return { stdout: 'VERSION=old\nACTIVE_DEPLOYMENT_SLOT=blue\n' }
    if (line.includes('read /opt/erp/.deploy')) return { code: 3 }
    if (line.includes('merge-base')) return { code: older ? 0 : 1 }
    if (line.includes('--is-shallow-repository')) return { stdout: 'false\n' }
    if (line.endsWith('rev-parse HEAD')) return { stdout: `${oldSha}\n` }
    if (line.includes('config --format json')) return { stdout: JSON.stringify(model) }
    return undefined
  })
}

/** The commands that change something, shortened to what matters. */
function steps(commands: readonly string[]): string[] {
  const words: [RegExp, string][] = [
    [/return the checkout \S+ (\w)/, 'checkout $1'],
    [/check out the commit \S+ (\w)/, 'checkout $1'],
    [/docker pull/, 'pull'],
    [/ run --rm .*(alembic upgrade)/s, 'migrate'],
    [/ up -d --no-build --no-deps .* (\S+)$/, 'up $1'],
    [/remove containers .* (\S+)$/, 'rm $1'],
    [/^mv/, 'mv'],
  ]
  return commands.flatMap(line => {
    const found = words.find(([pattern]) => pattern.test(line))
    return found ? [line.replace(new RegExp(`^.*?${found[0].source}.*$`, 's'), found[1])] : []
  })
}

const states = (sent: readonly string[]): string[] =>
  sent.flatMap(text => (text.trim().startsWith('{"at"') ? [JSON.parse(text).state as string] : []))

test('prepares the idle slot in order and moves no traffic', async () => {
  const remote = server()
  const result = await deploy(inputs, remote, never)
  expect(Object.keys(result).sort()).toEqual(declaredOutputs('ssh-deploy'))
  expect(result).toMatchObject({
    slot: 'green',
    'slot-url': 'http://127.0.0.1:8011',
    'previous-version': 'old',
  })
  expect(steps(remote.commands)).toEqual(['checkout b', 'pull', 'migrate', 'up app_green'])
  expect(states(remote.inputs)).toEqual(['started', 'prepared'])
})

describe('takes back what it did when', () => {
  const cases: [string, string, string[], RegExp][] = [
    [
      'the image cannot be pulled',
      'pull images',
      ['checkout b', 'pull'],
      /in step "upload": .*exit code 1: rehearsed/,
    ],
    [
      'the migration fails',
      'alembic upgrade',
      ['checkout b', 'pull', 'migrate'],
      /^migrations failed .*rehearsed/,
    ],
    [
      'the slot does not get healthy',
      'up -d',
      ['checkout b', 'pull', 'migrate', 'up app_green'],
      /in step "start": .*rehearsed/,
    ],
  ]
  test.each(cases)('%s', async (_name, broken, done, error) => {
    const remote = server(broken)
    await expect(deploy(inputs, remote, never)).rejects.toThrow(error)
    expect(steps(remote.commands)).toEqual([
      ...done,
      ...(broken === 'up -d' ? ['rm app_green'] : []),
      'checkout 0',
    ])
    expect(states(remote.inputs)).toEqual(['started', 'failed'])
  })
})

test('replaces services in place where there are no slots, and marks the moment before', async () => {
  const remote = server()
  await deploy(
    { ...inputs, application: { ...inputs.application, appService: 'app_blue', slotDirectory: '' } },
    remote,
    never,
  )
  expect(states(remote.inputs)).toEqual(['started', 'switching', 'switched'])
  expect(remote.inputs.some(text => text.startsWith(`VERSION=${inputs.version}\n`))).toBe(true)
})

test('refuses to overwrite local changes', async () => {
  const remote = server()
  const run = remote.run.bind(remote)
  remote.run = async (command, options) =>
    command.includes('list changed files')
      ? { code: 0, stdout: 'c.yml\n', stderr: '' }
      : run(command, options)
  await expect(deploy(inputs, remote, never)).rejects.toThrow('has local changes (c.yml)')
})

test('lets no older commit replace a newer one, unless that is meant', async () => {
  const remote = server('nothing', true)
  await expect(deploy(inputs, remote, never)).rejects.toThrow(
    `${inputs.version} (commit bbbbbbbbbbbb) is older than old, which is live (commit 000000000000)`,
  )
  expect(steps(remote.commands)).toEqual([])
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
  await deploy({ ...inputs, allowDowngrade: true }, remote, never)
  expect(states(remote.inputs)).toEqual(['started', 'prepared'])
})

test('a dry run only reads', async () => {
  const remote = server()
  await planned({ ...inputs, dryRun: true }, remote)
  expect(steps(remote.commands)).toEqual([])
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

test('goes into the slot without traffic, and never into the other', () => {
  const state = { env: '', active: 'green' as const, version: 'old', sha: oldSha, releases: [] }
  const run = { repository: '', url: 'u', id: '7', attempt: '2', actor: 'a', sha: '', branch: '' }
  const plan = planRelease(inputs, state, { run, existing: ['app_green'] })
  expect([plan.slot, plan.id]).toEqual(['blue', `${inputs.version}.7.2`])
  expect(plan.facts.previous).toEqual({ version: 'old', sha: oldSha, slot: 'green' })
  expect(() => planRelease({ ...inputs, forceSlot: 'green' }, state, { run, existing: [] })).toThrow(
    'green carries the traffic',
  )
})

test('reads the schema revisions around an Alembic upgrade', () => {
  expect(currentCommand('alembic -c database/alembic.ini upgrade head')).toBe(
    'alembic -c database/alembic.ini current',
  )
  expect(currentCommand('python migrate.py')).toBeUndefined()
  expect(revisionsIn(['revision-before=001', 'INFO', 'revision-after=002 (head)'])).toEqual({
    revisionBefore: '001',
    revisionAfter: '002',
  })
  expect(revisionsIn(['revision-before='])).toEqual({ revisionBefore: undefined, revisionAfter: undefined })
})
