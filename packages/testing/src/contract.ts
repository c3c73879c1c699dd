import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Described {
  description?: string
}
/** An input without any key is null in YAML. */
interface ActionFile {
  inputs?: Record<string, Described | null>
  outputs?: Record<string, Described>
  runs?: object
}

/**
 * What an action lacks that users rely on, each as a sentence with its fix.
 * @param root folder of the project
 */
export function actionProblems(root: string, action: string): string[] {
  const folder = join('actions', action)
  const metadata = parse(readFileSync(join(root, folder, 'action.yml'), 'utf8')) as ActionFile
  return [
    ...descriptionProblems(folder, metadata),
    ...runsProblems(folder, metadata),
    ...readmeProblems(root, action, metadata),
    ...listingProblems(root, action),
  ]
}

function descriptionProblems(folder: string, { inputs = {}, outputs = {} }: ActionFile): string[] {
  return Object.entries({ ...inputs, ...outputs })
    .filter(([, declared]) => !/\w.*[.)]$/s.test(declared?.description?.trim() ?? ''))
    .map(([name]) => `${folder}/action.yml: "${name}" has no description. Describe it in a sentence.`)
}

function runsProblems(folder: string, { runs = {} }: ActionFile): string[] {
  // A post step is the same bundle, which knows by its state that it is one.
  const found = JSON.stringify({ post: 'index.js', ...runs }, ['using', 'main', 'post'])
  const expected = JSON.stringify({ using: 'node24', main: 'index.js', post: 'index.js' })
  if (found === expected) return []
  return [`${folder}/action.yml: "runs" is ${JSON.stringify(runs)}. Set using: node24 and main: index.js.`]
}

function readmeProblems(root: string, action: string, { inputs = {}, outputs = {} }: ActionFile): string[] {
  const file = join('actions', action, 'README.md')
  if (!existsSync(join(root, file)))
    return [`${file} is missing. Write one like those of the other actions, then run "npm run docs".`]
  const text = readFileSync(join(root, file), 'utf8')
  const untold = Object.keys({ ...inputs, ...outputs }).filter(name => !text.includes(`| \`${name}\` |`))
  const usage = `uses: tsh/actions/${action}@v1`
  return [
    ...untold.map(name => `${file} does not list "${name}". Run "npm run docs" and commit it.`),
    ...(text.includes(usage) ? [] : [`${file} has no example. Add one with "${usage}".`]),
  ]
}

function listingProblems(root: string, action: string): string[] {
  const listed = readFileSync(join(root, 'README.md'), 'utf8').includes(`](actions/${action}/README.md)`)
  if (listed) return []
  return [
    `README.md does not list ${action}. Add a line with [${action}](actions/${action}/README.md) to its table of actions.`,
  ]
}

interface Workflow {
  on: { workflow_call?: { secrets?: Record<string, object> } }
  permissions?: object
  jobs: Record<string, Job>
}
interface Job {
  'timeout-minutes'?: number
  permissions?: object
  needs?: string | string[]
  environment?: string | { name?: string }
  concurrency?: { group?: string; 'cancel-in-progress'?: boolean; queue?: string }
  steps: { uses?: string; run?: string }[]
}

/** Workflows that may overlap with a deployment: a lock on the server keeps a manual rollback and a deployment apart. */
const MAY_OVERLAP = ['backup.yml', 'rollback.yml']

/**
 * What a workflow that users call lacks, each as a sentence with its fix.
 * @param file its name in .github/workflows
 */
export function workflowProblems(root: string, file: string): string[] {
  const workflow = parse(readFileSync(join(root, '.github/workflows', file), 'utf8')) as Workflow
  const problems = [
    ...callProblems(workflow),
    ...Object.entries(workflow.jobs).flatMap(jobProblems),
    ...Object.entries(workflow.jobs).flatMap(environmentProblems),
  ]
  if (!MAY_OVERLAP.includes(file)) problems.push(...concurrencyProblems(workflow))
  return problems.map(problem => `${file}: ${problem}`)
}

function callProblems({ on, permissions }: Workflow): string[] {
  const problems: string[] = []
  if (Object.keys(on).join() !== 'workflow_call')
    problems.push(
      `it is triggered by ${Object.keys(on).join(', ')}. Users call it, so "on" must be workflow_call alone.`,
    )
  if (JSON.stringify(permissions) !== '{}')
    problems.push(
      'it grants permissions to all of its jobs. Set "permissions: {}" and grant them job by job.',
    )
  for (const [name, secret] of Object.entries(on.workflow_call?.secrets ?? {}))
    if (JSON.stringify(secret) !== '{"required":false}')
      problems.push(`secret ${name} is not optional. Set "required: false"; the action says what is missing.`)
  return problems
}

function jobProblems([name, job]: [string, Job]): string[] {
  const problems: string[] = []
  if (!job['timeout-minutes']) problems.push(`job ${name} has no limit. Set "timeout-minutes".`)
  if (!job.permissions) problems.push(`job ${name} has no permissions. Set "permissions", {} for none.`)
  for (const { uses, run = '' } of job.steps) {
    if (uses && !/^(\$\/dist\/[a-z-]+|actions\/[a-z-]+@[0-9a-f]{40})$/.test(uses))
      problems.push(
        `job ${name} uses ${uses}. Use $/dist/<action>, or an action of GitHub pinned by its commit.`,
      )
    if (run.includes('${{'))
      problems.push(`job ${name} puts an expression into a shell script. Pass the value through "env".`)
  }
  return problems
}

/** The job that checks the input that names an environment. */
const CHECK = 'check-environment'

/** GitHub makes an environment that does not exist as soon as a job names it, and nothing protects it. */
function environmentProblems([name, { environment, needs = [] }]: [string, Job]): string[] {
  const named = typeof environment === 'string' ? environment : (environment?.name ?? '')
  if (!named.includes('inputs.') || [needs].flat().includes(CHECK)) return []
  return [`job ${name} names the environment ${named}, which no one has checked. Let it need a job ${CHECK}.`]
}

function concurrencyProblems({ jobs }: Workflow): string[] {
  const expected = 'group: tsh-deploy-…, cancel-in-progress: false, queue: max'
  const found = Object.values(jobs).flatMap(({ concurrency }) => concurrency ?? [])
  if (found.length === 0)
    return [
      `no job has "concurrency", so two runs could change the server at once. Add ${expected} to the job that does.`,
    ]
  return found
    .filter(
      one =>
        !one.group?.startsWith('tsh-deploy-') || one['cancel-in-progress'] !== false || one.queue !== 'max',
    )
    .map(one => `"concurrency" is ${JSON.stringify(one)}. Set ${expected}.`)
}
