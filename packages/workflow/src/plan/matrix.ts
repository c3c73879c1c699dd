import { UserError } from '../errors.ts'
import { coerceText } from '../expressions/data.ts'

export type Combination = Record<string, unknown>

/**
 * The combinations of a matrix, in GitHub's order: the product with the first key slowest, without what `exclude` names,
 * then `include` (docs.github.com, workflow syntax, jobs.<job_id>.strategy.matrix).
 */
export function combinations(matrix: Record<string, unknown>): Combination[] {
  const { include, exclude, ...vectors } = matrix
  const product = productOf(vectors)
  const kept = product.filter(combination => !list(exclude).some(rule => matches(combination, rule)))
  return included(kept, list(include), Object.keys(vectors))
}

function productOf(vectors: Record<string, unknown>): Combination[] {
  const keys = Object.keys(vectors)
  if (!keys.length) return []
  return keys.reduce<Combination[]>(
    (rows, key) => {
      const values = vectors[key]
      if (!Array.isArray(values)) throw new UserError(`Matrix vector '${key}' must be a list`)
      if (!values.length) throw new UserError(`Matrix vector '${key}' does not contain any values`)
      return rows.flatMap(row => values.map(value => ({ ...row, [key]: value })))
    },
    [{}],
  )
}

/** An `include` entry is added to every combination whose original values it does not change, else it is one more. */
function included(combinations: Combination[], entries: Combination[], keys: string[]): Combination[] {
  const extended = combinations.map(original => ({ original, current: { ...original } }))
  const extra: Combination[] = []
  for (const entry of entries) {
    const shared = keys.filter(key => key in entry)
    const hosts = extended.filter(({ original }) => shared.every(key => same(original[key], entry[key])))
    for (const host of hosts) Object.assign(host.current, entry)
    if (!hosts.length) extra.push(entry)
  }
  return [...extended.map(({ current }) => current), ...extra]
}

function matches(combination: Combination, rule: Combination): boolean {
  return Object.entries(rule).every(([key, value]) => covers(combination[key], value))
}

/** A rule may name a part of an object value. */
function covers(value: unknown, rule: unknown): boolean {
  if (rule && typeof rule === 'object' && value && typeof value === 'object') {
    return Object.entries(rule).every(([key, part]) => covers((value as Combination)[key], part))
  }
  return same(value, rule)
}

function same(left: unknown, right: unknown): boolean {
  return typeof left === 'object' || typeof right === 'object'
    ? JSON.stringify(left) === JSON.stringify(right)
    : coerceText(left) === coerceText(right)
}

function list(value: unknown): Combination[] {
  return Array.isArray(value) ? (value as Combination[]) : []
}

/** `build (a, 1)`: how GitHub names a job of a matrix; values inside objects and lists are listed too. */
export function combinationLabel(combination: Combination): string {
  const flat = (value: unknown): string[] =>
    value && typeof value === 'object' ? Object.values(value).flatMap(flat) : [coerceText(value)]
  return Object.values(combination)
    .flatMap(flat)
    .filter(text => text !== '')
    .join(', ')
}
