import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { log, maskSecret, UserError, workflowRun } from '@tsh/action'
import { type FakeGithub, startGithub } from '@tsh/sandbox/services/github'
import { addDeployment, addStatus } from '@tsh/sandbox/services/github-deployments'
import { actionDefaults, declaredOutputs, recordingRemote, slotApplication, withInputs } from '@tsh/testing'
import { checklist } from '../src/checklist.ts'
import type { Deployment } from '../src/deployment.ts'
import { deploymentOf } from '../src/deployment.ts'
import { type ChecklistInputs, readChecklistInputs } from '../src/inputs.ts'
import { readRecorded } from '../src/read-recorded.ts'
import { summaryOf } from '../src/summary.ts'
import { DEPLOYED, JOBS, job, RELEASE, RUN, SHA, VERSION, withRelease } from './deployed.ts'

const folder = mkdtempSync(join(tmpdir(), 'checklist-'))
const saved = process.env
let github: FakeGithub
beforeAll(async () => {
  mkdirSync(join(folder, 'git', 'shop.git'), { recursive: true })
  github = await startGithub(join(folder, 'git'))
  process.env = { ...saved, GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'tsh/shop' }
})
beforeEach(() => {
  github.state.deployments = []
  github.state.refused = []
  const deployment = addDeployment(github.state, { sha: SHA, ref: 'main', environment: 'production' })
  addStatus(github.state, deployment, { state: 'success' })
})
afterAll(async () => {
  process.env = saved
  await github.close()
  rmSync(folder, { recursive: true })
})

const run = { ...workflowRun({}), url: RUN, branch: 'main', actor: 'alice', attempt: '1' }
const file = join(folder, 'deployment.json')
const inputs: ChecklistInputs = {
  target: {} as ChecklistInputs['target'],
  application: slotApplication({ publicUrl: 'https://erp.example' }),
  ...{ settings: '.github/deploy.yml', environment: 'production', hasDatabase: true, mode: 'enforce' },
  githubToken: 'ghs_token',
  ...{ version: VERSION, sha: SHA, jobs: JOBS, notification: DEPLOYED.notification, file },
}

const { id, exposed, wasLive, state, at, ...facts } = RELEASE
const JOURNAL = ['started', 'prepared', 'switching', 'switched']
  .map(state => JSON.stringify({ at, release: id, state, ...(state === 'started' ? { facts } : {}) }))
  .join('\n')

const server = (journal: string) => recordingRemote(() => ({ stdout: journal }))
const written = (): Deployment => JSON.parse(readFileSync(file, 'utf8')) as Deployment

describe('a run with all evidence', () => {
  test('is complete, and written with the facts of the journal', async () => {
    const remote = server(JOURNAL)
    const outputs = await checklist(inputs, run, async () => remote)
    expect(Object.keys(outputs).sort()).toEqual(declaredOutputs('checklist'))
    expect(outputs).toEqual({ verdict: 'complete', missing: '', artifact: 'deployment-production-0295d641' })
    expect(written().items).toHaveLength(16)
    expect(remote.commands).toHaveLength(1)
  })

  test('is failed as soon as the journal lacks one fact, which is named', async () => {
    const { hostKey: _, ...without } = facts
    const journal = JOURNAL.replace(JSON.stringify(facts), JSON.stringify(without))
    const outputs = await checklist(inputs, run, async () => server(journal))
    expect(outputs).toMatchObject({ verdict: 'failed', missing: 'host-key' })
  })

  test('is only a warning under warn, and nothing when the standard is off', async () => {
    const warning = jest.spyOn(log, 'warning').mockImplementation(() => {})
    await checklist({ ...inputs, mode: 'off' }, run, async () => server(''))
    expect(warning).not.toHaveBeenCalled()
    const outputs = await checklist({ ...inputs, mode: 'warn' }, run, async () => server(''))
    expect(outputs.verdict).toBe('incomplete')
    expect(warning.mock.calls[0]?.[0]).toMatch(/^evidence is missing: host-key, branch, transfer, /)
    warning.mockRestore()
  })
})

test('a deployment that GitHub does not list, and that cannot be added, is missing evidence', async () => {
  github.state.deployments = []
  github.state.refused = ['deployments']
  const outputs = await checklist(inputs, run, async () => server(JOURNAL))
  expect(outputs).toMatchObject({ verdict: 'failed', missing: 'tracking' })
  const tracking = written().items.find(item => item.id === 'tracking')
  expect(tracking?.text).toContain(
    'cannot list the deployments: the job has no permission to read its deployments',
  )
})

test('a secret in a text is not written', async () => {
  maskSecret('production-v2026.11.29-aaaaaaa')
  await checklist(inputs, run, async () => server(JOURNAL))
  expect(readFileSync(file, 'utf8')).not.toContain('2026.11.29')
  expect(written().items.find(item => item.id === 'rollback')?.text).toBe('yes, to ***')
})

test('a file that cannot be written is an error', async () => {
  const there = { ...inputs, file: join(folder, 'none', 'deployment.json') }
  await expect(checklist(there, run, async () => server(JOURNAL))).rejects.toThrow('cannot write ')
})

describe('the journal', () => {
  const read = (text: string, more: Partial<ChecklistInputs> = {}) =>
    readRecorded({ ...inputs, ...more }, RUN, async () => server(text))

  test('the release is the newest one of the version by this run', async () => {
    const other = JOURNAL.replaceAll(id, 'other').replaceAll(RUN, `${RUN}1`)
    expect((await read(`${JOURNAL}\n${other}`)).release?.id).toBe(id)
    expect((await read(other)).release).toBeUndefined()
    expect((await read(JOURNAL, { version: 'production-v2026.11.30-ccccccc' })).release).toBeUndefined()
  })

  test('is not read if nothing was deployed', async () => {
    const open = async () => Promise.reject(new Error('opened'))
    for (const jobs of [{}, { deploy: job('skipped') }])
      expect(await readRecorded({ ...inputs, jobs }, RUN, open)).toEqual({})
  })

  test('a server that cannot be reached is the reason why evidence is missing', async () => {
    const open = async () => Promise.reject(new UserError('no route'))
    expect(await readRecorded(inputs, RUN, open)).toEqual({
      problem: 'the journal could not be read: no route',
    })
    const bug = async () => Promise.reject(new Error('bug'))
    await expect(readRecorded(inputs, RUN, bug)).rejects.toThrow('bug')
  })
})

test('the summary has a row for each item, with the reason and the actor of a skipped one', () => {
  const facts = {
    ...withRelease({ withoutBackup: 'disk | full', backupProof: undefined, hostKey: undefined }),
  }
  const text = summaryOf(deploymentOf(facts, run, new Date()))
  expect(text).toContain('Evidence is missing: host-key. The standard is set to `enforce`.')
  expect(text.split('\n').filter(line => line.startsWith('| '))).toHaveLength(18)
  expect(text).toContain('| Backup | ⏭️ skipped | disk &#124; full &#40;alice&#41; |')
  expect(text).toContain('| Secure SSH | ❌ missing | the journal has no fingerprint of the host key |')
  expect(summaryOf(deploymentOf(DEPLOYED, run, new Date()))).toContain('Every item is accounted for.')
})

const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const given = {
  ...{ server: 'root@erp.example', 'host-key': `SHA256:${'A'.repeat(43)}`, 'ssh-key': KEY, path: '/opt/erp' },
  ...{
    service: 'app_{slot}',
    environment: 'production',
    version: VERSION,
    sha: SHA,
    jobs: JSON.stringify(JOBS),
  },
}
const readInputs = (more: Record<string, string>) =>
  withInputs({ ...actionDefaults('checklist'), ...given, ...more }, readChecklistInputs)

test('reads its inputs', async () => {
  expect(
    await readInputs({
      notification: 'sent',
      'message-id': '17',
      'database-source': 'none',
      url: 'https://e.x',
    }),
  ).toMatchObject({
    ...{ mode: 'warn', version: VERSION, jobs: JOBS, hasDatabase: false, file: 'deployment.json' },
    notification: { outcome: 'sent', messageId: '17' },
  })
})

test.each<[Record<string, string>, string]>([
  [{ jobs: 'x' }, 'input "jobs" is not the JSON of the needs context. Pass toJSON(needs)'],
  [{ jobs: '[]' }, 'input "jobs" is not the JSON of the needs context'],
  [{ sha: 'b' }, 'input "sha" must be a full commit SHA, got "b"'],
  [{ standard: 'strict' }, 'input "standard" must be one of off, warn, enforce, got "strict"'],
  [{ notification: 'lost' }, 'input "notification" must be one of'],
  [{ file: '../x' }, 'input "file" must be the name of a file, got "../x"'],
  [{ version: '' }, 'input "version" is required but empty'],
])('refuses %j', async (inputs, problem) => {
  await expect(readInputs(inputs)).rejects.toThrow(problem)
})
