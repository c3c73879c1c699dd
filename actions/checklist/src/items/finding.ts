import type { Release } from '@tsh/deployment'
import type { Facts } from '../facts.ts'

/** The result for one item of the checklist; `text` is for readers. */
export type Finding =
  | { state: 'proven'; text: string; evidence: object }
  /** Skipped by a user; `text` is the reason. */
  | { state: 'skipped'; text: string; actor: string }
  | { state: 'not-applicable' | 'missing'; text: string }

export type Judge = (facts: Facts) => Finding

export const proven = (text: string, evidence: object): Finding => ({ state: 'proven', text, evidence })
export const skipped = (text: string, actor: string): Finding => ({ state: 'skipped', text, actor })
export const notApplicable = (text: string): Finding => ({ state: 'not-applicable', text })
export const missing = (text: string): Finding => ({ state: 'missing', text })

/** Something that the standard requires and the application does not have. */
export const absent = ({ mode }: Pick<Facts, 'mode'>, why: string): Finding =>
  mode === 'enforce' ? missing(`${why}, but the standard requires it`) : notApplicable(why)

/** Judges by the release in the journal, without which the evidence is missing. */
export const byRelease =
  (judge: (release: Release, facts: Facts) => Finding): Judge =>
  facts => {
    const { release, problem } = facts.journal
    return release
      ? judge(release, facts)
      : missing(problem ?? 'the journal on the server has no release of this run')
  }
