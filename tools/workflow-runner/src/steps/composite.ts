import type { Status } from '../expressions/status-functions.ts'
import { evaluateText } from '../expressions/template.ts'
import type { ActionDefinition } from '../parser/action-file.ts'
import { childOf, entriesOf } from '../parser/tokens.ts'
import type { StepDefinition } from '../plan/definition.ts'
import { type Canceller, createCanceller } from '../run/canceller.ts'
import { setIgnoringCase } from '../run/context/ignoring-case.ts'
import { actionInputs, announceAction } from './inputs.ts'
import { actionContext } from './node-action.ts'
import { runStep } from './run-step.ts'
import { type Step, type StepHost, scopeOf } from './step.ts'

/** A composite action: its steps have their own `steps` and `inputs`; status functions evaluate the status of the action. */
export async function runComposite(
  step: Step,
  action: ActionDefinition,
  steps: StepDefinition[],
): Promise<boolean> {
  const inputs = actionInputs(step, action)
  announceAction(step, inputs)
  let status: Status = 'success'
  const host: StepHost = {
    job: step.job,
    source: { ...action.source, path: action.file },
    steps: {},
    // Secrets, needs and vars are not available in an action: they are not part of the action.yml schema.
    contexts: { inputs, secrets: {}, needs: {}, vars: {} },
    github: { ...actionContext(action), action_status: status },
    overrides: step.overrides,
    status: () => (step.job.status === 'cancelled' ? 'cancelled' : status),
    canceller: timeoutOf(step),
    parent: step,
  }
  for (const definition of steps) {
    if (host.canceller?.cancelled || step.job.killer.cancelled) break
    const { record, decided } = await runStep(definition, host)
    if (record.conclusion === 'failure' || record.conclusion === 'cancelled') status = record.conclusion
    host.github = { ...host.github, action_status: status }
    if (!decided) break
  }
  setOutputs(step, action, host)
  return status === 'success'
}

/** The timeout of the step also applies to the steps inside; a cancellation evaluates the condition of each (CompositeActionHandler.cs). */
function timeoutOf(step: Step): Canceller {
  const canceller = createCanceller()
  step.canceller.onCancel(() => {
    if (step.canceller.reason === 'timeout') canceller.cancel('timeout')
  })
  return canceller
}

function setOutputs(step: Step, action: ActionDefinition, host: StepHost): void {
  const outer = scopeOf(step)
  const github = { ...(outer.contexts.github as object), ...host.github }
  const scope = {
    ...outer,
    file: action.file,
    contexts: { ...outer.contexts, ...host.contexts, github, steps: host.steps },
  }
  for (const { key, value } of entriesOf(action.outputs)) {
    const output = childOf(value, 'value')
    if (output) setIgnoringCase(step.outputs, key.toString(), evaluateText(output, scope))
  }
}
