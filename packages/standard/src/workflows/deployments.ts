import { entriesOf, entryOf, get, textOf } from '../yaml/node.ts'
import { pushedBranches, scriptOf, type Workflow, type WorkflowJob } from './workflow.ts'

/** A call to a workflow of tsh/actions. */
const CALL =
  /\/\.github\/workflows\/(deploy-staging|deploy-production|deploy|rollback|backup|restore)\.ya?ml@/

/** The workflow of tsh/actions that a job calls. */
export const calledWorkflow = ({ uses }: WorkflowJob): string | undefined => CALL.exec(uses?.text ?? '')?.[1]

/** Whether a job starts a release on a server. */
export function isDeployJob(job: WorkflowJob): boolean {
  if (/^deploy/.test(calledWorkflow(job) ?? '')) return true
  return job.steps.some(step => {
    if (/\bssh-deploy@/.test(step.uses?.text ?? '')) return true
    const script = scriptOf(step)
    const isRemote = step.isRemote || /\b(ssh|rsync)\s/.test(script)
    return (
      isRemote &&
      /docker[ -]compose\b[^\n]*\b(up|pull|restart)\b|\bdeploy[\w.-]*\.sh\b|systemctl restart/.test(script)
    )
  })
}

export const deploys = (workflow: Workflow): boolean => workflow.jobs.some(isDeployJob)

const BRANCH_ENVIRONMENTS: Record<string, string> = {
  develop: 'staging',
  staging: 'staging',
  main: 'production',
  master: 'production',
  production: 'production',
}

/** The environments that a workflow deploys: named by its jobs, else derived from its name or branch. */
export function deployedEnvironments(workflow: Workflow): string[] {
  const jobs = workflow.jobs.filter(isDeployJob)
  const named = jobs.flatMap(job => namedEnvironment(job) ?? [])
  if (named.length > 0) return [...new Set(named)]
  if (jobs.length === 0) return []
  const [, word] = /(staging|prod(?:uction)?)/i.exec(`${workflow.path} ${workflow.name}`) ?? []
  if (word) return [word.toLowerCase() === 'staging' ? 'staging' : 'production']
  const branches = (pushedBranches(workflow) ?? []).flatMap(branch => BRANCH_ENVIRONMENTS[branch] ?? [])
  return [...new Set(branches)]
}

function namedEnvironment(job: WorkflowJob): string | undefined {
  const input = textOf(get(job.node, 'with', 'environment'))
  if (input !== undefined && !input.includes('$')) return input
  const [, called] = /^deploy-(\w+)$/.exec(calledWorkflow(job) ?? '') ?? []
  const environment = job.environment.includes('$') ? '' : job.environment.toLowerCase()
  return called ?? (environment === '' ? undefined : environment.replace(/^prod$/, 'production'))
}

/** The names of the secrets that a call passes; `inherit` for all of them. */
export function passedSecrets(job: WorkflowJob): string[] | 'inherit' {
  const entry = entryOf(job.node, 'secrets')
  return textOf(entry?.node) === 'inherit' ? 'inherit' : entriesOf(entry?.node).map(([name]) => name)
}
