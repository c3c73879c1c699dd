import type { Check } from './expectation.ts'

const SECRET_NAME = /authorization|cookie|token|secret|password|api-?key/i
/** Shorter ones are ordinary words, which nobody wants blanked out everywhere. */
const SHORTEST = 6

/** Values that a check sends and nobody should read in a report, by the names of headers and JSON members. */
export function secretsIn({ headers = {}, body = '', contentType }: Check): string[] {
  const named = (entries: [string, unknown][]): string[] =>
    entries.flatMap(([name, value]) => {
      // The items of a list are called as the list is.
      if (Array.isArray(value)) return named(value.map(item => [name, item]))
      if (typeof value === 'object' && value !== null) return named(Object.entries(value))
      // "Bearer …": the token alone is a secret too.
      return SECRET_NAME.test(name) ? [String(value), ...String(value).split(' ').slice(1)] : []
    })
  const members = contentType === 'application/json' ? Object.entries(JSON.parse(body) as object) : []
  return named([...Object.entries(headers), ...members]).filter(({ length }) => length >= SHORTEST)
}
