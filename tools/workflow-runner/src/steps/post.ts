import type { ActionDefinition } from '../parser/action-file.ts'
import { readAction } from '../parser/action-file.ts'
import type { BasicExpressionToken } from '../parser/tokens.ts'
import { stepReference } from '../plan/references.ts'
import type { Job } from '../run/state.ts'
import { runNodeAction } from './node-action.ts'
import { jobHost, perform } from './run-step.ts'
import { createStep, type Step, type StepHost } from './step.ts'

/** State saved by `pre` for `main` and `post` of the same step. */
const savedStates = new WeakMap<object, Record<string, string>>()

/** Registers the `post` of an action with the job. Its condition uses the status of the job (docs, runs.post-if). */
export function registerPost(
  step: Step,
  action: ActionDefinition,
  script: string,
  condition: BasicExpressionToken,
): void {
  const { job, state, definition, env } = step
  Object.assign(state, savedStates.get(definition))
  const host: StepHost = {
    ...step.host,
    status: () => job.status,
    overrides: { ...step.host.overrides, ...env },
  }
  delete host.canceller
  delete host.parent
  job.post.push(async () => {
    const post = createStep({ ...definition, condition }, host, 'Post ')
    post.state = state
    await perform(post, () => runNodeAction(post, action, script))
  })
}

/** Runs the `pre` of every action of the job, except local actions. */
export async function runPreSteps(job: Job): Promise<void> {
  for (const definition of job.definition.steps) {
    if (!definition.uses) continue
    const reference = stepReference(definition.uses, job.frame.workflow.source, job.frame.run.repositories)
    if (reference.kind !== 'action') continue
    const action = readAction(reference.source, `uses: ${definition.uses}`)
    if (action.runs.kind !== 'node' || !action.runs.pre) continue
    const { pre, preIf } = action.runs
    const step = createStep({ ...definition, condition: preIf }, jobHost(job), 'Pre ')
    await perform(step, () => runNodeAction(step, action, pre))
    savedStates.set(definition, step.state)
  }
}
