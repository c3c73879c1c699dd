import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { caseTest } from '../../src/case-test.ts'
import { declaredInputs, runBundle } from '../../src/index.ts'

const root = join(import.meta.dirname, '../../../..')

interface Job {
  environment?: string | { name?: string }
  steps?: { uses?: string; with?: Record<string, string> }[]
}

const jobsOf = (workflow: string): Record<string, Job> =>
  (
    parse(readFileSync(join(root, '.github/workflows', workflow), 'utf8')) as {
      jobs: Record<string, Job>
    }
  ).jobs

// An attacker on a runner with the private key can read every backup.
test('the age private key is only passed to steps that restore a backup', () => {
  const keys = [
    'backup.yml',
    'deploy-production.yml',
    'deploy-staging.yml',
    'restore.yml',
    'rollback.yml',
  ].flatMap(workflow =>
    Object.values(jobsOf(workflow)).flatMap(({ steps = [] }) =>
      steps.flatMap(({ with: inputs = {} }) => {
        const key = Object.values(inputs).find(value => String(value).includes('AGE_IDENTITY'))
        return key === undefined ? [] : [`${workflow} ${inputs.mode ?? 'backup'}: ${key}`]
      }),
    ),
  )
  expect(keys.filter(key => !/^restore\.yml (plan|restore): /.test(key))).toEqual([
    "backup.yml backup: ${{ inputs.drill && secrets.AGE_IDENTITY || '' }}",
  ])
})

/** The inputs of an action that a caller of a workflow can choose; all of them if the action reads the settings. */
function inputsInReach(workflow: string, action: string): string[] {
  const declared = declaredInputs(action)
  const steps = Object.values(jobsOf(workflow))
    .flatMap(({ steps = [] }) => steps)
    .filter(({ uses = '' }) => uses.endsWith(`/${action}`))
  expect(steps).not.toEqual([])
  if (steps.every(({ with: inputs = {} }) => 'environment' in inputs)) return declared
  const chosen = steps.map(({ with: inputs = {} }) =>
    Object.keys(inputs).filter(name => /\b(inputs|secrets|vars)\./.test(String(inputs[name]))),
  )
  return declared.filter(name => chosen.every(names => names.includes(name)))
}

/** The same as one line per deployment workflow. */
const reach = (action: string): string[] =>
  ['deploy-production.yml', 'deploy-staging.yml'].map(
    workflow => `${workflow}: ${inputsInReach(workflow, action).join(' ')}`,
  )

// londonaicentre/FLIP#428: /docs and /openapi.json are switched off in production
caseTest('case-50a', 'a caller can disable the checks of /docs and /openapi.json', async () => {
  for (const inputs of reach('smoke-test')) expect(inputs).toMatch(/ skip-standard-checks\b/)
})

// bluemixgaragelondon/cf-blue-green-deploy#14, ThalesGroup/fred#1242: staging behind basic authentication
caseTest('case-50b', 'a caller can give the smoke checks a header with a secret', async () => {
  for (const inputs of reach('smoke-test')) expect(inputs).toMatch(/ \S*(header|authorization|secret)/)
})

// Adoption by a FastAPI template whose health is at /api/v1/utils/health-check/
caseTest('tiny-health', 'a caller can set the health path of the application', async () => {
  for (const inputs of reach('ssh-deploy')) expect(inputs).toMatch(/ health-path\b/)
})

// liquibase/liquibase#7964, hypothesis/lms#4533: every job that names a protected environment waits for its reviewers
caseTest('case-67', 'reviewers approve a production deployment once, and no rollback', async () => {
  const named = Object.entries(jobsOf('deploy-production.yml')).flatMap(([job, { environment }]) => {
    const name = typeof environment === 'string' ? environment : environment?.name
    return name === undefined ? [] : [{ job, environment: name }]
  })
  const jobs = [...Map.groupBy(named, ({ environment }) => environment).values()].map(group =>
    group.map(({ job }) => job),
  )
  // The environment with the reviewers: exactly one job uses it, which neither rolls back nor reports.
  expect(jobs).toContainEqual([expect.not.stringMatching(/rollback|notify/)])
})

// actions/runner#2472
caseTest('case-68', 'missing known hosts: the message explains variables of an environment', async () => {
  const server = { server: 'root@shop.example', 'ssh-key': 'not-a-key', 'host-key': '' }
  const { errors } = await runBundle('ssh-deploy', server)
  const [problem = ''] = errors.filter(error => error.includes('is not pinned'))
  expect(problem).toMatch(/variables? of (an|the) environment .*\bwith\b/)
})
