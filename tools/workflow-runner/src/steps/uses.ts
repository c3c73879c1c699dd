import { UserError } from '@tsh/action'
import { runBuiltinAction } from '../actions/builtin-actions.ts'
import { type ActionDefinition, readAction } from '../parser/action-file.ts'
import { stepReference } from '../plan/references.ts'
import { runComposite } from './composite.ts'
import { runNodeAction } from './node-action.ts'
import { registerPost } from './post.ts'
import { issue, type Step } from './step.ts'

/** A `uses:` step. */
export async function runUses(step: Step): Promise<boolean> {
  const { definition, job, host } = step
  const uses = definition.uses ?? ''
  const reference = stepReference(uses, host.source, job.frame.run.repositories)
  if (reference.kind === 'builtin') return runBuiltinAction(reference.name, step)
  const action =
    reference.kind === 'action'
      ? readAction(reference.source, `uses: ${uses}`)
      : workspaceAction(step, reference.path)
  if (action.runs.kind === 'composite') return runComposite(step, action, action.runs.steps)
  if (action.runs.pre && reference.kind === 'workspace') {
    issue(step, 'warning', `\`pre\` execution is not supported for local action from '${reference.path}'`)
  }
  if (action.runs.post) registerPost(step, action, action.runs.post, action.runs.postIf)
  return runNodeAction(step, action, action.runs.main)
}

function workspaceAction(step: Step, path: string): ActionDefinition {
  const { workspace } = step.job.folders
  try {
    return readAction({ root: workspace, path, repository: '', ref: '' }, `uses: ${path}`)
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.includes('no action.yml')) throw error
    throw new UserError(
      `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${path}'. Did you forget to run actions/checkout before running your local action?`,
    )
  }
}
