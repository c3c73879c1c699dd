import { withBlocks } from '@tsh/documentation/workflow-blocks'
import { PERMISSIONS, SECRETS } from '@tsh/documentation/workflow-interface'
import { ownAction, readWorkflow, type Workflow, workflowText } from './workflow-file.ts'
import { jobProblems } from './workflow-job-contract.ts'

/** What a user may choose for one run; everything else is in the settings file. */
const RUN_INPUTS = [
  ...['settings', 'environment', 'runner', 'approval-environment', 'version', 'dry-run'],
  ...['skip-tests', 'skip-backup', 'skip-migrations', 'skip-reason', 'force-slot', 'allow-downgrade'],
  ...['allow-shrink-reason', 'skip-schema-check-reason', 'drill', 'backup-id', 'confirm'],
  ...['allow-other-server-reason', 'skip-safety-backup-reason', 'health-url'],
]

/** Workflows that may overlap with a deployment: a lock on the server keeps a manual rollback and a deployment apart. */
const MAY_OVERLAP = ['backup.yml', 'rollback.yml']

/**
 * What a workflow that users call lacks, each as a sentence with its fix.
 * @param file its name in .github/workflows
 */
export function workflowProblems(root: string, file: string): string[] {
  const text = workflowText(root, file)
  const workflow = readWorkflow(root, file)
  const problems = [
    ...triggerProblems(workflow),
    ...inputProblems(workflow),
    ...secretProblems(workflow),
    ...textProblems(text),
    ...placementProblems(workflow),
    ...Object.keys(workflow.jobs).flatMap(name => jobProblems(root, workflow.jobs, name)),
  ]
  if (!MAY_OVERLAP.includes(file)) problems.push(...concurrencyProblems(workflow))
  return problems.map(problem => `${file}: ${problem}`)
}

function triggerProblems({ on, permissions }: Workflow): string[] {
  const problems: string[] = []
  if (Object.keys(on).join() !== 'workflow_call')
    problems.push(
      `it is triggered by ${Object.keys(on).join(', ')}. Users call it, so "on" must be workflow_call alone.`,
    )
  if (JSON.stringify(permissions) !== '{}')
    problems.push(
      'it grants permissions to all of its jobs. Set "permissions: {}" and grant them job by job.',
    )
  return problems
}

function inputProblems({ on }: Workflow): string[] {
  return Object.keys(on.workflow_call?.inputs ?? {})
    .filter(name => !RUN_INPUTS.includes(name))
    .map(
      name =>
        `input ${name} is not a choice for one run. Make it a setting, or add it to RUN_INPUTS in tools/testing/src/contracts/workflow-contract.ts.`,
    )
}

/** A secret that a caller passes and that is not declared stops the run, so all workflows declare the same. */
function secretProblems({ on }: Workflow): string[] {
  const declared = on.workflow_call?.secrets ?? {}
  const missing = Object.keys(SECRETS).filter(name => !Object.hasOwn(declared, name))
  const unknown = Object.keys(declared).filter(name => !Object.hasOwn(SECRETS, name))
  const fix = 'Change SECRETS in tools/documentation/src/workflow-interface.ts and run "npm run docs".'
  return [
    ...missing.map(name => `secret ${name} is not declared. ${fix}`),
    ...unknown.map(name => `secret ${name} is declared here alone. ${fix}`),
    ...Object.entries(declared)
      .filter(([, secret]) => JSON.stringify(secret) !== '{"required":false}')
      .map(
        ([name]) =>
          `secret ${name} is not optional. Set "required: false"; the action that needs it reports what is missing.`,
      ),
  ]
}

function textProblems(text: string): string[] {
  const problems: string[] = []
  if (withBlocks(text) !== text)
    problems.push('its generated lines are out of date. Run "npm run docs" and commit it.')
  if (text.includes('github.event.repository.name'))
    problems.push(
      'it reads github.event.repository.name, which is empty on a schedule. Use github.repository.',
    )
  return problems
}

/** A release in the idle slot that nothing switches to is reported as deployed, and no user ever sees it. */
function placementProblems({ jobs }: Workflow): string[] {
  const steps = Object.values(jobs).flatMap(job => job.steps)
  const uses = (action: string): boolean => steps.some(step => ownAction(step) === action)
  if (!uses('ssh-deploy')) return []
  const required = uses('blue-green-switch') ? 'require-slots' : 'require-in-place'
  return steps
    .filter(step => ownAction(step) === 'determine-version' && step.with?.[required] !== true)
    .map(() => `determine-version accepts what this workflow cannot deploy. Pass "${required}: true".`)
}

const GROUP = 'tsh-deploy-${{ inputs.environment }}-${{ inputs.settings }}'

function concurrencyProblems({ jobs }: Workflow): string[] {
  const expected = `group: "${GROUP}", cancel-in-progress: false, queue: max`
  const found = Object.values(jobs).flatMap(({ concurrency }) => concurrency ?? [])
  if (found.length === 0)
    return [
      `no job has "concurrency", so two runs could change the server at once. Add ${expected} to the job that does.`,
    ]
  return found
    .filter(
      ({ group, 'cancel-in-progress': cancels, queue }) =>
        group !== GROUP || cancels !== false || queue !== 'max',
    )
    .map(concurrency => `"concurrency" is ${JSON.stringify(concurrency)}. Set ${expected}.`)
}

const LEVELS = ['none', 'read', 'write']

/** What jobs request beyond what every caller grants. */
export function excessPermissions(requested: Record<string, string>): string[] {
  const granted: Record<string, string> = PERMISSIONS
  return Object.entries(requested)
    .filter(([scope, level]) => LEVELS.indexOf(level) > LEVELS.indexOf(granted[scope] ?? 'none'))
    .map(([scope, level]) => `${scope}: ${level}`)
}

/** The most that any job of the workflows requests, by scope. */
export function permissionUnion(workflows: readonly Workflow[]): Record<string, string> {
  const union: Record<string, string> = {}
  for (const { permissions = {} } of workflows.flatMap(({ jobs }) => Object.values(jobs)))
    for (const [scope, level] of Object.entries(permissions))
      if (LEVELS.indexOf(level) > LEVELS.indexOf(union[scope] ?? 'none')) union[scope] = level
  return union
}
