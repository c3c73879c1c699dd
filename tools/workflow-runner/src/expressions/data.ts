import { data } from '@actions/expressions'

import { numberText } from './number-text.ts'

type Data = data.ExpressionData

// The library rounds to 15 decimals, GitHub to 15 digits. The library's own functions also convert numbers, so patch it here.
data.NumberData.prototype.coerceString = function () {
  return numberText(this.value)
}

/** Marks an object whose keys are compared exactly: the `env` context on Linux (actions/runner, StepsRunner.cs). */
export class CaseSensitive {
  readonly values: Record<string, unknown>
  constructor(values: Record<string, unknown>) {
    this.values = values
  }
}

class CaseSensitiveDictionary extends data.Dictionary {
  readonly exact = new Map<string, Data>()
  override add(key: string, value: Data): void {
    super.add(key, value)
    this.exact.set(key, value)
  }
  override get(key: string): Data | undefined {
    return this.exact.get(key)
  }
  override values(): Data[] {
    return [...this.exact.values()]
  }
  override pairs(): { key: string; value: Data }[] {
    return [...this.exact].map(([key, value]) => ({ key, value }))
  }
}

/** Converts plain values to values of the expression language. */
export function toData(value: unknown): Data {
  if (value === null || value === undefined) return new data.Null()
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (Array.isArray(value)) return new data.Array(...value.map(toData))
  if (value instanceof CaseSensitive) return exactDictionary(value.values)
  return new data.Dictionary(...pairs(value as Record<string, unknown>))
}

function exactDictionary(values: Record<string, unknown>): data.Dictionary {
  const dictionary = new CaseSensitiveDictionary()
  for (const { key, value } of pairs(values)) dictionary.add(key, value)
  return dictionary
}

function pairs(values: Record<string, unknown>): { key: string; value: Data }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: toData(value) }))
}

/** The inverse of {@link toData}. */
export function fromData(value: Data): unknown {
  switch (value.kind) {
    case data.Kind.Null:
      return null
    case data.Kind.Array:
      return value.values().map(fromData)
    case data.Kind.Dictionary:
      return Object.fromEntries(value.pairs().map(pair => [pair.key, fromData(pair.value)]))
    default:
      return (value as data.StringData | data.BooleanData | data.NumberData).value
  }
}

/** A scalar as text, by the conversion rules of the expression language. */
export function coerceText(value: unknown): string {
  return toData(value).coerceString()
}
