import { type Finding, sorted } from './finding.ts'
import { withoutIgnored } from './ignores.ts'
import type { Repository } from './model/repository.ts'
import { findingsOf } from './rule.ts'
import { RULES } from './rules/index.ts'

/** How findings are treated: `off` applies no rule, `enforce` fails on findings of severity E. */
export type Mode = 'off' | 'warn' | 'enforce'

/** The result of applying the rules to a repository. */
export interface Evaluation {
  /** The strictest mode of the environments; undefined if the settings do not set one. */
  mode?: Mode
  findings: Finding[]
}

const MODES: readonly Mode[] = ['off', 'warn', 'enforce']

/**
 * Applies every rule.
 * @param today as 2030-12-31, for entries with a date
 * @param mode replaces that of the settings
 */
export function evaluate(repository: Repository, today: string, mode = modeOf(repository)): Evaluation {
  const known = mode === undefined ? {} : { mode }
  if (mode === 'off') return { ...known, findings: [] }
  const found = RULES.flatMap(rule => findingsOf(rule, repository))
  return { ...known, findings: sorted(withoutIgnored(found, repository.settings, today)) }
}

function modeOf({ settings }: Repository): Mode | undefined {
  if (!settings) return undefined
  const { file, environments } = settings
  const holders = [file.standard, ...environments.map(name => file.environments[name]?.standard)]
  const modes = holders.flatMap(holder => (typeof holder === 'string' ? holder : (holder?.mode ?? [])))
  return MODES.findLast(mode => modes.includes(mode))
}
