import { data } from '@actions/expressions'
import type { ExpressionFunction } from './evaluate.ts'

/** `toJSON`: like the library's, but numbers are formatted like everywhere in expressions (actions/runner, ToJson.cs). */
export const toJsonFunction: ExpressionFunction = {
  name: 'toJson',
  minArgs: 1,
  maxArgs: 1,
  call: value => new data.StringData(jsonOf(value as data.ExpressionData, '')),
}

function jsonOf(value: data.ExpressionData, indent: string): string {
  switch (value.kind) {
    case data.Kind.Null:
      return 'null'
    case data.Kind.String:
      return JSON.stringify(value.coerceString())
    case data.Kind.Array:
      return block(
        '[]',
        value.values().map(item => jsonOf(item, `${indent}  `)),
        indent,
      )
    case data.Kind.Dictionary:
      return block(
        '{}',
        value.pairs().map(pair => `${JSON.stringify(pair.key)}: ${jsonOf(pair.value, `${indent}  `)}`),
        indent,
      )
    default:
      return value.coerceString()
  }
}

function block(brackets: string, items: string[], indent: string): string {
  if (!items.length) return brackets
  const lines = items.map(item => `\n${indent}  ${item}`).join(',')
  return `${brackets[0]}${lines}\n${indent}${brackets[1]}`
}
