import type { Finding, Severity } from '../finding.ts'

/** A finding as a GitHub annotation. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  file: string
  line: number
  title: string
  message: string
}

/** GitHub shows at most this many per step. */
const MAX_ANNOTATIONS = 10
const LEVELS: Record<Severity, Annotation['level']> = { E: 'error', W: 'warning', N: 'notice' }

/** The first ten findings, sorted by severity. @param mode `warn` downgrades errors to warnings */
export function annotations(findings: readonly Finding[], mode: 'warn' | 'enforce'): Annotation[] {
  return findings.slice(0, MAX_ANNOTATIONS).map(({ id, severity, file, line, message, fix }) => ({
    level: mode === 'warn' && severity === 'E' ? 'warning' : LEVELS[severity],
    file,
    line,
    title: id,
    message: `${message}. ${fix}`,
  }))
}
