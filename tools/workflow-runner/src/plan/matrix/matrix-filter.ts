import { equals } from '@actions/expressions/result'
import { toData } from '../../expressions/data.ts'

/** An item of `include` or `exclude`. */
export type MatrixFilter = Record<string, unknown>

/** Whether every scalar in the filter is `==` to the combination's value at the same place (MatrixBuilder.cs, MatrixFilter). */
export function matchesFilter(value: unknown, filter: unknown): boolean {
  if (filter && typeof filter === 'object')
    return Object.entries(filter).every(([key, part]) => matchesFilter(valueAt(value, key), part))
  return equals(toData(value), toData(filter))
}

/** `value[key]` like in an expression: case-insensitive, and null if missing. */
function valueAt(value: unknown, key: string): unknown {
  if (!value || typeof value !== 'object') return null
  const name = Object.keys(value).find(other => other.toLowerCase() === key.toLowerCase())
  return name === undefined ? null : (value as Record<string, unknown>)[name]
}
