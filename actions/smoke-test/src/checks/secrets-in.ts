import type { Check } from './expectation.ts'

const SECRET_NAME = /authorization|cookie|token|secret|password|api-?key/i
/** Shorter values are likely plain text, which should not be masked everywhere. */
const MIN_SECRET_LENGTH = 6

/** Secret values that a check sends, recognized by the names of headers and JSON members. */
export function secretsIn({ headers = {}, body = '', contentType }: Check): string[] {
  const named = (entries: [string, unknown][]): string[] =>
    entries.flatMap(([name, value]) => {
      // The items of a list have the name of the list.
      if (Array.isArray(value)) return named(value.map(item => [name, item]))
      if (typeof value === 'object' && value !== null) return named(Object.entries(value))
      // "Bearer …": the token alone is a secret as well.
      return SECRET_NAME.test(name) ? [String(value), ...String(value).split(' ').slice(1)] : []
    })
  const members = contentType === 'application/json' ? Object.entries(JSON.parse(body) as object) : []
  return named([...Object.entries(headers), ...members]).filter(({ length }) => length >= MIN_SECRET_LENGTH)
}
