import { setOutput } from '@actions/core'
import type { OutputDefinitions } from '../inputs/definition.ts'
import { log } from './log.ts'
import { secretIn } from './secrets.ts'

/** Every key of an object type, of each one of a union. */
type KeyOf<Values> = Values extends unknown ? keyof Values : never

/** Values of outputs, and of no others than those that are defined. */
type OutputValues<Values extends object, Name> = Values & { [Extra in Exclude<KeyOf<Values>, Name>]?: never }

/**
 * Sets outputs of the step. One that contains a secret is left out with a warning, since the work is done: the runner
 * would drop it between jobs, and with less to go by ("Skip output 'x' since it may contain secret.", actions/runner,
 * src/Runner.Worker/JobExtension.cs). What can be known earlier is refused then, see `outputProblem`.
 * @param _outputs definition of the action's outputs, which the names are checked against
 */
export function setOutputs<Name extends string, Values extends object>(
  _outputs: OutputDefinitions<Name>,
  values: OutputValues<Values, Name>,
): void {
  for (const [name, value] of Object.entries(values)) {
    const problem = outputProblem(`output "${name}"`, String(value))
    if (problem === undefined) setOutput(name, String(value))
    else log.warning(`${problem}. It is left empty`)
  }
}

/**
 * Why a text cannot be handed on to other jobs, or nothing.
 * @param what the text is, for the message, which does not repeat it
 */
export function outputProblem(what: string, text: string): string | undefined {
  const source = secretIn(text)
  return source === undefined
    ? undefined
    : `${what} contains the value of ${source}, and GitHub drops such outputs between jobs. Change that value, or pass it as a variable if it is no secret`
}
