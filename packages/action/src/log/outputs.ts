import { setOutput } from '@actions/core'
import type { OutputDefinitions } from '../inputs/definition.ts'
import { log } from './log.ts'
import { secretIn } from './secrets.ts'

/** All keys of an object type, distributed over unions. */
type KeyOf<Values> = Values extends unknown ? keyof Values : never

/** Output values, restricted to defined outputs. */
type OutputValues<Values extends object, Name> = Values & { [Extra in Exclude<KeyOf<Values>, Name>]?: never }

/**
 * Sets outputs of the step. An output that contains a secret is skipped with a warning, because the work is already
 * done: the runner would drop it between jobs with a less helpful message ("Skip output 'x' since it may contain
 * secret.", actions/runner, src/Runner.Worker/JobExtension.cs). Earlier checks use `outputProblem`.
 * @param _outputs definition of the action's outputs, against which names are type-checked
 */
export function setOutputs<Name extends string, Values extends object>(
  _outputs: OutputDefinitions<Name>,
  values: OutputValues<Values, Name>,
): void {
  for (const [name, value] of Object.entries(values)) {
    const problem = outputProblem(`output "${name}"`, String(value))
    if (problem === undefined) setOutput(name, String(value))
    else log.warning(`${problem}. The output is left empty`)
  }
}

/**
 * Why a text cannot be passed to other jobs, or undefined.
 * @param what describes the text in the message, which does not repeat it
 */
export function outputProblem(what: string, text: string): string | undefined {
  const source = secretIn(text)
  return source === undefined
    ? undefined
    : `${what} contains the value of ${source}, and GitHub drops such outputs between jobs. Change that value, or pass it as a variable if it is not a secret`
}
