import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RUNS_ON } from '@tsh/documentation/workflow-interface'
import { inputName, SETTINGS } from '@tsh/settings'
import { parse } from 'yaml'
import { ancestors, type Job, ownAction, type Step } from './workflow-file.ts'

/** The action that validates the environment, the branch and the skipped steps. */
const CHECK = 'determine-version'

/**
 * Job outputs that cannot contain a secret: values of closed lists, numbers, digests, versions, commits, URLs on the server,
 * and JSON whose texts are escaped.
 */
const SAFE_OUTPUTS = [
  ...[
    'version',
    'sha',
    'redeploy',
    'python-version',
    'node-version',
    'has-database',
    'has-slots',
    'artifact',
  ],
  ...['images', 'archive', 'backup-id', 'attempt', 'slot-url', 'rollback', 'not-updated', 'switched'],
  ...['verdict', 'refused', 'outcome', 'replaced-version', 'url-check', 'needs-backup'],
  ...['results', 'tests', 'failed', 'skipped', 'coverage-percent', 'passed', 'certificate-days'],
]

/** Violations of the contract of a job, each as a sentence with its fix. */
export function jobProblems(root: string, jobs: Record<string, Job>, name: string): string[] {
  const job = jobs[name] as Job
  return [
    ...limitProblems(job),
    ...environmentProblems(jobs, name),
    ...outputProblems(job),
    ...gateProblems(job),
    ...job.steps.flatMap(step => stepProblems(root, step)),
  ].map(problem => `job ${name} ${problem}`)
}

function limitProblems(job: Job): string[] {
  const problems: string[] = []
  if (!job['timeout-minutes']) problems.push('has no limit. Set "timeout-minutes".')
  if (!job.permissions) problems.push('has no permissions. Set "permissions", {} for none.')
  if (job['runs-on'] !== RUNS_ON)
    problems.push(`runs on ${JSON.stringify(job['runs-on'])}. Set "runs-on" to ${RUNS_ON}.`)
  return problems
}

const hasSecrets = (value: unknown): boolean => JSON.stringify(value).includes('secrets.')

/** GitHub creates a missing environment, without protection, as soon as a job names it. */
function environmentProblems(jobs: Record<string, Job>, name: string): string[] {
  const job = jobs[name] as Job
  const environment = job.environment?.name
  const checked = [...ancestors(jobs, name)].some(needed => jobs[needed]?.steps.some(isCheck))
  const problems: string[] = []
  if (environment !== undefined && !checked)
    problems.push(
      `names the environment ${environment}, which no one has checked. Let it need a job with ${CHECK}.`,
    )
  if (environment === undefined && hasSecrets(job.steps))
    problems.push(
      'reads secrets without an environment, so those of an environment are empty. Set "environment".',
    )
  return problems
}

const isCheck = (step: Step): boolean => ownAction(step) === CHECK

function outputProblems({ outputs = {} }: Job): string[] {
  return Object.keys(outputs)
    .filter(output => !SAFE_OUTPUTS.includes(output))
    .map(
      output =>
        `has the output ${output}. GitHub drops an output that contains a secret, so do not output names or texts; if it cannot contain one, add it to SAFE_OUTPUTS in tools/testing/src/contracts/workflow-job-contract.ts.`,
    )
}

/** The test commands are from the caller's repository, possibly from an unreviewed commit. */
function gateProblems(job: Job): string[] {
  const runsTests = job.steps.some(step => ownAction(step) === 'test-gate')
  if (!runsTests || (!hasSecrets(job) && job.environment === undefined)) return []
  return ['runs the test commands and can read secrets. Remove its environment and secrets.']
}

function stepProblems(root: string, step: Step): string[] {
  const { uses, run = '' } = step
  const problems: string[] = []
  if (uses && !/^(\$\/dist\/[a-z-]+|actions\/[a-z-]+@[0-9a-f]{40})$/.test(uses))
    problems.push(`uses ${uses}. Use $/dist/<action>, or an action of GitHub pinned by its commit.`)
  if (run.includes('${{'))
    problems.push('uses an expression in a shell script. Pass the value through "env".')
  return [...problems, ...missingInputs(root, step), ...fallbackProblems(step)]
}

const SETTING_NAMES = SETTINGS.map(inputName)
const OUTPUT_ALONE = /^\$\{\{ *(steps|needs)\.[\w.-]+ *\}\}$/

/** An output can be empty, and an empty input falls back to the settings file. */
function fallbackProblems(step: Step): string[] {
  const action = ownAction(step)
  if (action === undefined) return []
  return Object.entries(step.with ?? {})
    .filter(([name, value]) => SETTING_NAMES.includes(name) && OUTPUT_ALONE.test(String(value)))
    .map(
      ([name]) =>
        `passes ${name} to ${action} from an output without a fallback; if empty, the setting is used. Add "|| 'TEXT'" with a text that the action refuses.`,
    )
}

/** Inputs that an action needs to read the settings file. */
function missingInputs(root: string, step: Step): string[] {
  const action = ownAction(step)
  if (action === undefined) return []
  const file = join(root, 'actions', action, 'action.yml')
  if (!existsSync(file))
    return [`uses $/dist/${action}, but actions/${action} does not exist. Correct the name.`]
  const needed = connects(file)
    ? ['settings', 'environment', 'ssh-key', 'ssh-key-passphrase']
    : ['settings', 'environment']
  const block = needed.length > 2 ? 'server' : 'settings'
  return needed
    .filter(input => !Object.hasOwn(step.with ?? {}, input))
    .map(
      input =>
        `passes no ${input} to ${action}. Write "with: # Generated by npm run docs: ${block}" and run "npm run docs".`,
    )
}

/** Whether an action connects to a server. */
function connects(file: string): boolean {
  const { inputs = {} } = parse(readFileSync(file, 'utf8')) as { inputs?: object }
  return Object.hasOwn(inputs, 'ssh-key')
}
