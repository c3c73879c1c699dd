import { data } from '@actions/expressions'
import type { ExpressionFunction } from './evaluate.ts'

export type Status = 'success' | 'failure' | 'cancelled'

function statusFunction(name: string, call: (names: string[]) => boolean, maxArgs = 0): ExpressionFunction {
  const texts = (args: data.ExpressionData[]): string[] => args.map(arg => arg.coerceString())
  return { name, minArgs: 0, maxArgs, call: (...args) => new data.BooleanData(call(texts(args))) }
}

/** `success()` and the other status functions in a step: the status of the job, or of the surrounding composite action. */
export function stepStatusFunctions(status: () => Status, cancelled: () => boolean): ExpressionFunction[] {
  return [
    statusFunction('success', () => status() === 'success'),
    statusFunction('failure', () => status() === 'failure'),
    statusFunction('cancelled', cancelled),
    statusFunction('always', () => true),
  ]
}

/**
 * The status functions in a job's `if`, based on the results of all its ancestors. A skipped ancestor is not a success
 * (actions/runner #491, #2205). Job ids as arguments restrict them (workflow-v1.0.json, `success(0,MAX)`).
 */
export function jobStatusFunctions(
  ancestors: Map<string, string>,
  cancelled: () => boolean,
): ExpressionFunction[] {
  const byName = new Map([...ancestors].map(([id, result]) => [id.toLowerCase(), result]))
  const results = (names: string[]): (string | undefined)[] =>
    names.length ? names.map(name => byName.get(name.toLowerCase())) : [...ancestors.values()]
  const many = Number.MAX_SAFE_INTEGER
  return [
    statusFunction(
      'success',
      names => !cancelled() && results(names).every(result => result === 'success'),
      many,
    ),
    statusFunction('failure', names => !cancelled() && results(names).includes('failure'), many),
    statusFunction('cancelled', cancelled),
    statusFunction('always', () => true),
  ]
}
