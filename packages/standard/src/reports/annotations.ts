import type { Finding, Severity } from '../finding.ts'

/** A finding as GitHub shows it next to the line. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  file: string
  line: number
  title: string
  message: string
}

/** GitHub shows no more of a step. */
const MAX_ANNOTATIONS = 10
const LEVELS: Record<Severity, Annotation['level']> = { E: 'error', W: 'warning', N: 'notice' }

/** The first ten findings, which are sorted by severity. @param mode under `warn` an error is a warning */
export function annotations(findings: readonly Finding[], mode: 'warn' | 'enforce'): Annotation[] {
  return findings.slice(0, MAX_ANNOTATIONS).map(({ id, severity, file, line, message, fix }) => ({
    level: mode === 'warn' && severity === 'E' ? 'warning' : LEVELS[severity],
    file,
    line,
    title: id,
    message: `${message}. ${fix}`,
  }))
}
