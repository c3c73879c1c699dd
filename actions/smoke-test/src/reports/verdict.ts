import type { EdgeFailure } from '../inputs.ts'
import type { Result } from './result.ts'

/** `edge`: the release answers well on the server, and only the way to it from outside fails. */
export type Verdict = 'passed' | 'bad-release' | 'edge'

export interface Asked {
  results: readonly Result[]
  /** The checks that failed publicly, asked at the slot; missing when the slot was not asked. */
  slot?: readonly Result[] | undefined
}

/** A release is bad when a check fails both ways. Without an answer from the server the public one decides. */
export function verdictOf({ results, slot }: Asked, edgeFailure: EdgeFailure): Verdict {
  if (results.every(({ passed }) => passed)) return 'passed'
  const edge = slot?.every(({ passed }) => passed) ?? false
  return edge && edgeFailure === 'alert' ? 'edge' : 'bad-release'
}
