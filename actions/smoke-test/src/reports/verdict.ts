import type { EdgeFailure } from '../inputs.ts'
import type { Result } from './result.ts'

/** `edge`: the release is healthy on the server, but fails from outside. */
export type Verdict = 'passed' | 'bad-release' | 'edge'

export interface TestedResults {
  results: readonly Result[]
  /** The publicly failed checks, repeated at the slot; undefined if the slot was not tested. */
  slot?: readonly Result[] | undefined
}

/** A release is bad if a check fails both ways. If the server could not be tested, the public result decides. */
export function verdictOf({ results, slot }: TestedResults, edgeFailure: EdgeFailure): Verdict {
  if (results.every(({ passed }) => passed)) return 'passed'
  const edge = slot?.every(({ passed }) => passed) ?? false
  return edge && edgeFailure === 'alert' ? 'edge' : 'bad-release'
}
