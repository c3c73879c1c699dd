import type { SchemaPart } from './check-schema.ts'
import { nearest } from './suggestion.ts'

/**
 * What a value of a wrong type or format probably means, as further sentences; empty when unknown.
 * @param source a scalar as written; missing where it must not be quoted
 */
export function advice(value: unknown, schema: SchemaPart, source: string | undefined): string {
  const wanted = [schema.type ?? []].flat()
  if (typeof value !== 'string') return quotesAdvice(value, schema, source)
  if (wanted.includes('boolean')) return booleanAdvice(value)
  if (wanted.includes('integer')) return numberAdvice(value, schema)
  if (wanted.includes('array')) return source === undefined ? '' : listAdvice(value)
  const near = schema.enum && nearest(value, schema.enum)
  return near === undefined ? '' : `. Did you mean ${near}?`
}

/** YAML reads a version such as 3.10 as the number 3.1. */
function quotesAdvice(value: unknown, schema: SchemaPart, source: string | undefined): string {
  if (source === undefined || !['number', 'boolean'].includes(typeof value)) return ''
  const { enum: values, pattern = '', type } = schema
  const fits = values
    ? values.includes(source)
    : [type].flat().includes('string') && new RegExp(pattern, 'u').test(source)
  return fits ? `. Quote it:  "${source}"` : ''
}

function booleanAdvice(value: string): string {
  if (/^(true|yes|on|y)$/i.test(value)) return '. Use true without quotes'
  return /^(false|no|off|n)$/i.test(value) ? '. Use false without quotes' : ''
}

function numberAdvice(value: string, { minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: SchemaPart): string {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  return number >= minimum && number <= maximum ? `. Use ${number} without quotes` : ''
}

function listAdvice(value: string): string {
  const items = value.split(/[\s,]+/).filter(Boolean)
  const quoted = items.map(item => (/[{}[\]]/.test(item) ? `"${item}"` : item))
  return items.length > 0 && items.join('').length <= 60 ? `. Use a list:  [${quoted.join(', ')}]` : ''
}
