import { evaluateText, evaluateTexts } from '../expressions/template.ts'
import type { ActionDefinition } from '../parser/action-file.ts'
import { announceEnvironment } from './script.ts'
import { issue, output, type Step, scopeOf } from './step.ts'

/** The inputs of an action: the values of `with`, otherwise the defaults (actions/runner, ActionRunner.cs). */
export function actionInputs(step: Step, action: ActionDefinition): Record<string, string> {
  const given = evaluateTexts(step.definition.with, scopeOf(step))
  const inputs: Record<string, string> = { ...given }
  const has = (name: string): boolean =>
    Object.keys(given).some(key => key.toLowerCase() === name.toLowerCase())
  for (const input of action.inputs) {
    if (!has(input.name))
      inputs[input.name] = evaluateText(input.default, { ...scopeOf(step), file: action.file })
    else if (input.deprecation)
      issue(step, 'warning', `Input '${input.name}' has been deprecated with message: ${input.deprecation}`)
  }
  warnUnexpected(step, Object.keys(given), action)
  return inputs
}

function warnUnexpected(step: Step, given: string[], action: ActionDefinition): void {
  const valid = action.inputs.map(input => input.name)
  const unexpected = given.filter(name => !valid.some(other => other.toLowerCase() === name.toLowerCase()))
  if (unexpected.length)
    issue(
      step,
      'warning',
      `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid.join("', '")}']`,
    )
}

export function announceAction(step: Step, inputs: Record<string, string>): void {
  output(step, `##[group]Run ${step.definition.uses}`)
  const shown = Object.entries(inputs).filter(([, value]) => value !== '')
  if (shown.length) output(step, 'with:')
  for (const [name, value] of shown) output(step, `  ${name}: ${value}`)
  announceEnvironment(step)
  output(step, '##[endgroup]')
}
