import type { Evidence, Finding, Severity } from './finding.ts'
import type { Repository } from './model/repository.ts'

/** A rule of the deployment standard. */
export interface Rule {
  /** Such as `PORT-2`; never used again for another rule. */
  id: string
  severity: Severity
  /** What holds where the rule is kept, as a sentence. */
  title: string
  /** What to do where it is not. */
  fix: string
  /** Every place where a repository violates it. */
  check(repository: Repository): Evidence[]
}

/** What belongs together in the documentation. */
export interface RuleGroup {
  name: string
  rules: readonly Rule[]
}

/** The findings of one rule; what several services share through an anchor is reported once. */
export function findingsOf(rule: Rule, repository: Repository): Finding[] {
  const byPlace = new Map<string, Finding>()
  for (const { at, message, subject = '', severity = rule.severity, fix = rule.fix } of rule.check(
    repository,
  )) {
    const key = `${at.file}:${at.line}:${subject}`
    if (!byPlace.has(key))
      byPlace.set(key, { id: rule.id, severity, file: at.file, line: at.line, message, fix })
  }
  return [...byPlace.values()]
}
