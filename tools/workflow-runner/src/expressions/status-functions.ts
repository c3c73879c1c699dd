import { data } from '@actions/expressions'
import type { ExpressionFunction } from './evaluate.ts'

export type Status = 'success' | 'failure' | 'cancelled'

function answers(name: string, call: (names: string[]) => boolean, maxArgs = 0): ExpressionFunction {
  const texts = (args: data.ExpressionData[]): string[] => args.map(arg => arg.coerceString())
  return { name, minArgs: 0, maxArgs, call: (...args) => new data.BooleanData(call(texts(args))) }
}

/** `success()` and its kin in a step: the status of the job, or of the composite action around it. */
export function stepStatusFunctions(status: () => Status, cancelled: () => boolean): ExpressionFunction[] {
  return [
    answers('success', () => status() === 'success'),
    answers('failure', () => status() === 'failure'),
    answers('cancelled', cancelled),
    answers('always', () => true),
  ]
}

/**
 * The same in a job's `if`: over the results of all its ancestors. A skipped ancestor is not a success
 * (actions/runner #491, #2205). Job ids as arguments narrow it down (workflow-v1.0.json, `success(0,MAX)`).
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
    answers('success', names => !cancelled() && results(names).every(result => result === 'success'), many),
    answers('failure', names => !cancelled() && results(names).includes('failure'), many),
    answers('cancelled', cancelled),
    answers('always', () => true),
  ]
}
