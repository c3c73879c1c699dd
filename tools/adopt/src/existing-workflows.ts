import { DEFAULT_SETTINGS_PATH } from '@tsh/settings'
import {
  calledWorkflow,
  get,
  readWorkflow,
  textOf,
  type Workflow,
  type WorkflowJob,
} from '@tsh/standard/reading'
import type { WorkflowCall } from './files/planned-files.ts'
import type { GitRepository } from './git-repository.ts'

/** A workflow of the repository that already calls tsh/actions. */
export interface ExistingCaller {
  path: string
  /** Undefined for workflows that adopt does not plan, such as a rollback. */
  call: WorkflowCall | undefined
}

/** The workflows without the jobs that call tsh/actions. */
export const ownWorkflows = (repository: GitRepository): Workflow[] =>
  workflowsIn(repository).map(workflow => ({
    ...workflow,
    jobs: workflow.jobs.filter(job => !isCall(job)),
  }))

/** The jobs that call tsh/actions. */
export const existingCallers = (repository: GitRepository): ExistingCaller[] =>
  workflowsIn(repository).flatMap(callersOf)

/** The calls of tsh/actions in the text of a workflow. */
export const callersIn = (path: string, text: string): ExistingCaller[] =>
  [readWorkflow(path, text) ?? []].flat().flatMap(callersOf)

const callersOf = ({ path, jobs }: Workflow): ExistingCaller[] =>
  jobs.filter(isCall).map(job => ({ path, call: callOf(job) }))

/** Whether another workflow already makes the call, so that a second caller would deploy twice. */
export const isCalledElsewhere = (
  path: string,
  call: WorkflowCall,
  callers: readonly ExistingCaller[],
): boolean => callers.some(existing => existing.path !== path && isSameCall(existing, call))

/** Whether a workflow makes a call, possibly for any environment. */
export const isSameCall = ({ call: existing }: ExistingCaller, call: WorkflowCall): boolean =>
  existing?.purpose === call.purpose &&
  existing.settings === call.settings &&
  (existing.environment ?? call.environment) === call.environment

function workflowsIn({ files }: GitRepository): Workflow[] {
  const paths = files.paths.filter(path => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
  return paths.flatMap(path => readWorkflow(path, files.text(path) ?? '') ?? [])
}

const isSetup = ({ uses }: WorkflowJob): boolean =>
  /\/\.github\/workflows\/setup\.ya?ml@/.test(uses?.text ?? '')

/** Other repositories have workflows with this name, too. */
const isCheck = ({ uses }: WorkflowJob): boolean =>
  /(^|\/)tsh\/actions\/\.github\/workflows\/check\.ya?ml@/.test(uses?.text ?? '')

const isCall = (job: WorkflowJob): boolean =>
  calledWorkflow(job) !== undefined || isSetup(job) || isCheck(job)

function callOf(job: WorkflowJob): WorkflowCall | undefined {
  const settings = textOf(get(job.node, 'with', 'settings')) ?? DEFAULT_SETTINGS_PATH
  if (isSetup(job)) return { purpose: 'setup', settings, environment: undefined }
  if (isCheck(job)) return { purpose: 'check', settings, environment: undefined }
  const [, ofWorkflow] = /^deploy-(staging|production)$/.exec(calledWorkflow(job) ?? '') ?? []
  if (ofWorkflow === undefined) return undefined
  const environment = textOf(get(job.node, 'with', 'environment')) ?? ofWorkflow
  // An expression can select any environment.
  return { purpose: 'deploy', settings, environment: environment.includes('$') ? undefined : environment }
}
