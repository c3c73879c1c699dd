import type { SchemaPart } from './check-schema.ts'
import { nearest } from './suggestion.ts'

/**
 * How a value of a wrong type or form is probably meant, as further sentences; empty when that is unknown.
 * @param source a scalar as it is written; missing where it may not be quoted
 */
export function advice(value: unknown, schema: SchemaPart, source: string | undefined): string {
  const wanted = [schema.type ?? []].flat()
  if (typeof value !== 'string') return quotesAdvice(value, schema, source)
  if (wanted.includes('boolean')) return booleanAdvice(value)
  if (wanted.includes('integer')) return numberAdvice(value, schema)
  if (wanted.includes('array')) return source === undefined ? '' : listAdvice(value)
  const word = schema.enum && nearest(value, schema.enum)
  return word === undefined ? '' : `. Did you mean ${word}?`
}

/** A version such as 3.10 is a number for YAML, and not the one that it seems to be. */
function quotesAdvice(value: unknown, schema: SchemaPart, source: string | undefined): string {
  if (source === undefined || !['number', 'boolean'].includes(typeof value)) return ''
  const { enum: words, pattern = '', type } = schema
  const fits = words
    ? words.includes(source)
    : [type].flat().includes('string') && new RegExp(pattern, 'u').test(source)
  return fits ? `. Put it in quotes: "${source}"` : ''
}

function booleanAdvice(value: string): string {
  if (/^(true|yes|on|y)$/i.test(value)) return '. Write true, without quotes'
  return /^(false|no|off|n)$/i.test(value) ? '. Write false, without quotes' : ''
}

function numberAdvice(value: string, { minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: SchemaPart): string {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  return number >= minimum && number <= maximum ? `. Write ${number}, without quotes` : ''
}

function listAdvice(value: string): string {
  const items = value.split(/[\s,]+/).filter(Boolean)
  const quoted = items.map(item => (/[{}[\]]/.test(item) ? `"${item}"` : item))
  return items.length > 0 && items.join('').length <= 60 ? `. Write a list: [${quoted.join(', ')}]` : ''
}
