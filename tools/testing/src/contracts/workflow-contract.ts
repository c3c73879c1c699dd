import { withBlocks } from '@tsh/documentation/workflow-blocks'
import { CHECK_WORKFLOW, permissionsFor, SECRETS } from '@tsh/documentation/workflow-interface'
import { ownAction, readWorkflow, type Workflow, workflowText } from './workflow-file.ts'
import { jobProblems } from './workflow-job-contract.ts'

/** The inputs that a user can choose per run; everything else is in the settings file. */
const RUN_INPUTS = [
  ...['settings', 'environment', 'runner', 'approval-environment', 'version', 'dry-run'],
  ...['skip-tests', 'skip-backup', 'skip-migrations', 'skip-reason', 'force-slot', 'allow-downgrade'],
  ...['allow-shrink-reason', 'skip-schema-check-reason', 'drill', 'backup-id', 'confirm'],
  ...['allow-other-server-reason', 'skip-safety-backup-reason', 'health-url', 'apply'],
  'skip-build',
]

/** Workflows that may overlap with a deployment: a lock on the server keeps a manual rollback and a deployment apart, and a check changes no server. */
const MAY_OVERLAP = ['backup.yml', 'rollback.yml', CHECK_WORKFLOW]

/**
 * Violations of the contract of a workflow that users call, each as a sentence with its fix.
 * @param file its name in .github/workflows
 */
export function workflowProblems(root: string, file: string): string[] {
  const text = workflowText(root, file)
  const workflow = readWorkflow(root, file)
  const problems = [
    ...triggerProblems(workflow),
    ...inputProblems(workflow),
    ...(file === CHECK_WORKFLOW ? untrustedProblems(workflow) : secretProblems(workflow)),
    ...permissionProblems(file, workflow),
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
      `it is triggered by ${Object.keys(on).join(', ')}. Users call it, so "on" must only be workflow_call.`,
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

/** An undeclared secret passed by a caller stops the run, so all workflows declare the same secrets. */
function secretProblems({ on }: Workflow): string[] {
  const declared = on.workflow_call?.secrets ?? {}
  const missing = Object.keys(SECRETS).filter(name => !Object.hasOwn(declared, name))
  const unknown = Object.keys(declared).filter(name => !Object.hasOwn(SECRETS, name))
  const fix = 'Change SECRETS in tools/documentation/src/workflow-interface.ts and run "npm run docs".'
  return [
    ...missing.map(name => `secret ${name} is not declared. ${fix}`),
    ...unknown.map(name => `secret ${name} is only declared here. ${fix}`),
    ...Object.entries(declared)
      .filter(([, secret]) => JSON.stringify(secret) !== '{"required":false}')
      .map(
        ([name]) =>
          `secret ${name} is not optional. Set "required: false"; the action that needs it reports what is missing.`,
      ),
  ]
}

/** A pull request can change every command that runs. */
function untrustedProblems({ on, jobs }: Workflow): string[] {
  const named = Object.entries(jobs).filter(([, { environment }]) => environment !== undefined)
  return [
    ...(on.workflow_call?.secrets === undefined
      ? []
      : ['it declares secrets, but runs the code of pull requests. Remove "secrets".']),
    ...named.map(
      ([name]) => `job ${name} names an environment, whose secrets pull requests could read. Remove it.`,
    ),
  ]
}

/** GitHub refuses the run before its first job. */
const permissionProblems = (file: string, workflow: Workflow): string[] =>
  excessPermissions(permissionUnion([workflow]), permissionsFor(file)).map(
    permission => `a job requests ${permission}, which its callers do not grant. Remove it.`,
  )

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

/** A release in the idle slot without a switch would be reported as deployed, but never receive traffic. */
function placementProblems({ jobs }: Workflow): string[] {
  const steps = Object.values(jobs).flatMap(job => job.steps)
  const uses = (action: string): boolean => steps.some(step => ownAction(step) === action)
  if (!uses('ssh-deploy')) return []
  if (uses('blue-green-switch'))
    return steps
      .filter(step => ownAction(step) === 'blue-green-switch' && !String(step.if).includes(HAS_SLOTS))
      .map(() => `blue-green-switch runs for a service without slots, too. Add "if: ${HAS_SLOTS}".`)
  return steps
    .filter(step => ownAction(step) === 'determine-version' && step.with?.['require-in-place'] !== true)
    .map(() => 'determine-version accepts what this workflow cannot deploy. Pass "require-in-place: true".')
}

const HAS_SLOTS = "needs.determine-version.outputs.has-slots == 'true'"

const GROUP = 'tsh-deploy-${{ inputs.environment }}-${{ inputs.settings }}'

function concurrencyProblems({ jobs }: Workflow): string[] {
  const expected = `group: "${GROUP}", cancel-in-progress: false, queue: max`
  const found = Object.values(jobs).flatMap(({ concurrency }) => concurrency ?? [])
  if (found.length === 0)
    return [
      `no job has "concurrency", so two runs could change the server concurrently. Add ${expected} to the job that changes it.`,
    ]
  return found
    .filter(
      ({ group, 'cancel-in-progress': cancels, queue }) =>
        group !== GROUP || cancels !== false || queue !== 'max',
    )
    .map(concurrency => `"concurrency" is ${JSON.stringify(concurrency)}. Set ${expected}.`)
}

const LEVELS = ['none', 'read', 'write']

/** Permissions that jobs request beyond those that a caller grants. */
export function excessPermissions(
  requested: Readonly<Record<string, string>>,
  granted: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(requested)
    .filter(([scope, level]) => LEVELS.indexOf(level) > LEVELS.indexOf(granted[scope] ?? 'none'))
    .map(([scope, level]) => `${scope}: ${level}`)
}

/** The highest permission that any job of the workflows requests, by scope. */
function permissionUnion(workflows: readonly Workflow[]): Record<string, string> {
  const union: Record<string, string> = {}
  for (const { permissions = {} } of workflows.flatMap(({ jobs }) => Object.values(jobs)))
    for (const [scope, level] of Object.entries(permissions))
      if (LEVELS.indexOf(level) > LEVELS.indexOf(union[scope] ?? 'none')) union[scope] = level
  return union
}
