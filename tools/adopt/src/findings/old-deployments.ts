import { posix } from 'node:path'
import { entriesOf, get, pushedBranches, textsOf, type Workflow } from '@tsh/standard/reading'
import { deploymentReason } from './deployment-reason.ts'
import { commandsInServices } from './old-commands.ts'

/** A job of an existing workflow that deploys too. */
export interface OldDeployment {
  file: string
  job: string
  /** What starts it, such as `push to main`. */
  trigger: string
  reason: string
  /** What it runs in services, except for migrations. */
  commands: string[]
}

/**
 * The jobs that deploy the same branches, or whenever someone starts them.
 * @param workflows without the jobs that call tsh/actions
 */
export function oldDeployments(workflows: readonly Workflow[], branches: readonly string[]): OldDeployment[] {
  return workflows.flatMap(workflow => {
    const trigger = triggerOf(workflow, branches)
    if (trigger === undefined) return []
    return workflow.jobs.flatMap(job => {
      const reason = deploymentReason(workflow, job)
      if (reason === undefined) return []
      return [{ file: workflow.path, job: job.id, trigger, reason, commands: commandsInServices(job) }]
    })
  })
}

/** Undefined for a workflow that only runs for other branches. */
function triggerOf(workflow: Workflow, branches: readonly string[]): string | undefined {
  const on = get(workflow.root, 'on')
  const events = [...textsOf(on), ...entriesOf(on).map(([event]) => event)]
  const same = pushesTo(workflow, branches)
  if (same.length > 0) return `push to ${same.join(', ')}`
  const others = events.filter(event => !['push', 'pull_request', 'pull_request_target'].includes(event))
  return others.length === 0 ? undefined : others.join(', ')
}

/** The branches whose pushes start a workflow. */
export function pushesTo(workflow: Workflow, branches: readonly string[]): string[] {
  const pushed = pushedBranches(workflow) ?? []
  return branches.filter(branch => pushed.some(pattern => matches(branch, pattern)))
}

const matches = (branch: string, pattern: string): boolean =>
  pattern === '**' || pattern === '*' || posix.matchesGlob(branch, pattern)
