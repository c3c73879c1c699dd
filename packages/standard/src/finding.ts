import type { At } from './yaml/node.ts'

/** E fails under `enforce`, W warns, N is a note. */
export type Severity = 'E' | 'W' | 'N'

/** What a rule found. Names keys and services, never the value of a secret. */
export interface Evidence {
  at: At
  /** The problem and the actual value. */
  message: string
  /** Distinguishes several findings on one line, such as by variable or port. */
  subject?: string
  /** Overrides the severity of the rule. */
  severity?: Severity
  /** Overrides the fix of the rule. */
  fix?: string
}

/** A violation of the standard. */
export interface Finding {
  id: string
  severity: Severity
  /** Relative to the repository. */
  file: string
  /** From 1. */
  line: number
  message: string
  fix: string
}

const ORDER: readonly Severity[] = ['E', 'W', 'N']

/** By severity, then by position. */
export function sorted(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (one, other) =>
      ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity) ||
      compare(one.file, other.file) ||
      one.line - other.line ||
      compare(one.id, other.id) ||
      compare(one.message, other.message),
  )
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
