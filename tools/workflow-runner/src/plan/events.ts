import { UserError } from '@tsh/action'
import { coerceText } from '../expressions/data.ts'
import { literalOf } from '../parser/tokens.ts'
import { type InputValue, typed } from './calls.ts'
import type { InputDefinition, WorkflowDefinition } from './definition.ts'

/** The event to run a workflow for: the requested one, else derived from its triggers and the given inputs. */
export function chooseEvent(
  workflow: WorkflowDefinition,
  requested: string | undefined,
  hasInputs: boolean,
): string {
  const { events, source } = workflow
  if (requested && !events.includes(requested))
    throw new UserError(`${source.path}: no trigger '${requested}'; the workflow has ${events.join(', ')}`)
  if (requested) return requested
  if (events.includes('workflow_dispatch') && (hasInputs || !events.includes('push')))
    return 'workflow_dispatch'
  return events.includes('push') ? 'push' : (events[0] ?? 'push')
}

/** Inputs of the run: typed for the `inputs` context, and as strings for `github.event.inputs`. */
export interface RunInputs {
  values: Record<string, InputValue>
  texts: Record<string, string>
}

/** Validates the inputs of a manual run like GitHub before it starts one. */
export function runInputs(
  workflow: WorkflowDefinition,
  event: string,
  given: Record<string, string>,
): RunInputs {
  const definitions =
    event === 'workflow_call'
      ? workflow.callInputs
      : event === 'workflow_dispatch'
        ? workflow.dispatchInputs
        : []
  const problems: string[] = Object.keys(given)
    .filter(name => !definitions.some(input => input.name.toLowerCase() === name.toLowerCase()))
    .map(
      name =>
        `Unexpected input '${name}': the workflow takes ${definitions.map(input => input.name).join(', ') || 'none'} for ${event}`,
    )
  const values: Record<string, InputValue> = {}
  const texts: Record<string, string> = {}
  for (const input of definitions) {
    const value = textFor(input, given, problems)
    texts[input.name] = value
    values[input.name] = typed(value, input)
  }
  if (problems.length)
    throw new UserError(problems.map(problem => `${workflow.source.path}: ${problem}`).join('\n'))
  return { values, texts }
}

function textFor(input: InputDefinition, given: Record<string, string>, problems: string[]): string {
  const name = Object.keys(given).find(key => key.toLowerCase() === input.name.toLowerCase())
  const preset = input.default && coerceText(literalOf(input.default))
  const value = (name === undefined ? undefined : given[name]) ?? preset
  if (input.required && (value === undefined || value === ''))
    problems.push(`Required input '${input.name}' not provided`)
  if (value === undefined) return input.type === 'boolean' ? 'false' : input.type === 'number' ? '0' : ''
  const problem = value === '' && !input.required ? undefined : problemWith(value, input)
  if (problem) problems.push(problem)
  return value
}

function problemWith(value: string, input: InputDefinition): string | undefined {
  if (input.type === 'choice' && !input.options.includes(value)) {
    return `Provided value '${value}' for input '${input.name}' not in the list of allowed values: ${input.options.join(', ')}`
  }
  const fits =
    input.type === 'boolean' || input.type === 'number' ? typeof typed(value, input) === input.type : true
  return fits ? undefined : `Provided value '${value}' for input '${input.name}' is not a ${input.type}`
}
