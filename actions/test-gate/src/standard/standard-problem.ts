import type { Finding, Mode } from '@tsh/standard'

/** Findings that an error names; all of them are in the summary. */
const MAX_NAMED = 5

/** Why findings close the gate; undefined when they only warn. */
export function standardProblem(findings: readonly Finding[], mode: Mode): string | undefined {
  const errors = findings.filter(({ severity }) => severity === 'E')
  if (mode !== 'enforce' || errors.length === 0) return undefined
  const named = errors.slice(0, MAX_NAMED).map(({ id, file, line }) => `${id} at ${file}:${line}`)
  const more = errors.length > named.length ? `, and ${errors.length - named.length} more` : ''
  return `the repository violates the deployment standard: ${named.join(', ')}${more}. Fix it, or add an entry with a reason and a date to the setting "standard.ignore"`
}
