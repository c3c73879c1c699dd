import type { Evidence, Finding, Severity } from './finding.ts'
import type { Repository } from './model/repository.ts'

/** A rule of the deployment standard. */
export interface Rule {
  /** Such as `PORT-2`; never reused for another rule. */
  id: string
  severity: Severity
  /** The requirement, as a sentence. */
  title: string
  /** How to fix a violation. */
  fix: string
  /** Every place where a repository violates it. */
  check(repository: Repository): Evidence[]
}

/** A group of rules in the documentation. */
export interface RuleGroup {
  name: string
  rules: readonly Rule[]
}

/** The findings of one rule; findings that services share through an anchor are reported once. */
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
