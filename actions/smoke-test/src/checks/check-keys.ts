import type { Check, JsonValue, VersionPlace } from './expectation.ts'
import { parseJsonPath } from './json-path.ts'
import { patternProblem } from './pattern.ts'

/** A part of a check, or a problem with its value. */
type Reading = Partial<Check> | string

/** The keys of a check in the YAML list. */
const KEYS: Record<string, (value: unknown) => Reading> = {
  method: value =>
    /^[A-Z]{1,20}$/.test(String(value))
      ? { method: String(value) }
      : '"method" must be in upper case, such as POST',
  path: value =>
    /^\/\S*$/.test(String(value))
      ? { path: String(value) }
      : '"path" must start with / and contain no spaces',
  headers: value => {
    const headers = readHeaders(value)
    return headers ? { headers } : '"headers" must map names to strings'
  },
  body: value => {
    if (typeof value === 'string') return { body: value }
    if (typeof value !== 'object' || value === null)
      return '"body" must be a string, or a mapping that is sent as JSON'
    return { body: JSON.stringify(value), contentType: 'application/json' }
  },
  status: value => {
    const statuses = Array.isArray(value) ? value : String(value).split(/,\s*/)
    const known = statuses.length > 0 && statuses.every(status => /^[1-5]\d\d$/.test(String(status)))
    return known
      ? { statuses: statuses.map(Number) }
      : '"status" must be one or more status codes, such as [401, 422]'
  },
  'expect-json': value => {
    const entries = isMap(value) ? Object.entries(value) : []
    const json = entries.flatMap(([text, wanted]) => {
      const path = parseJsonPath(text)
      return path && isJsonValue(wanted) ? { path, value: wanted } : []
    })
    const isValid = json.length > 0 && json.length === entries.length
    return isValid
      ? { json }
      : '"expect-json" must map paths to strings, numbers, true, false or null, such as "items[0].id: 7"'
  },
  'expect-body': value => {
    if (typeof value !== 'string' || value === '') return '"expect-body" must be a regular expression'
    const problem = patternProblem(value)
    return problem ? `"expect-body" is not a valid regular expression (${problem})` : { pattern: value }
  },
  'expect-header': value => {
    const answerHeaders = readHeaders(value)
    return answerHeaders ? { answerHeaders } : '"expect-header" must map names to strings'
  },
  'within-ms': value =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 60_000
      ? { within: Number(value) }
      : '"within-ms" must be a whole number from 1 to 60000',
  'expect-version': value =>
    readVersionPlace(String(value)) ?? '"expect-version" must be "body", "json PATH" or "header NAME"',
}

/** Reads one key of a check; a string is a problem with it. */
export function readKey(name: string, value: unknown): Reading {
  const read = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined
  return read ? read(value) : `unknown key "${name}". The keys are ${Object.keys(KEYS).join(', ')}`
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isJsonValue = (value: unknown): value is JsonValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)

/** Valid HTTP header names and values (RFC 9110, section 5). */
function readHeaders(value: unknown): Record<string, string> | undefined {
  const entries = isMap(value) ? Object.entries(value) : []
  const valid = entries.every(
    ([name, text]) =>
      /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
      isJsonValue(text) &&
      /^[\t\x20-\x7e\x80-\xff]*$/.test(String(text)),
  )
  if (entries.length === 0 || !valid) return undefined
  return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]))
}

function readVersionPlace(text: string): { version: VersionPlace } | undefined {
  const [place, name = '', more] = text.split(/\s+/)
  if (more !== undefined) return undefined
  if (place === 'body' && name === '') return { version: { in: 'body' } }
  const path = parseJsonPath(name)
  if (place === 'json' && path) return { version: { in: 'json', path } }
  return place === 'header' && name !== ''
    ? { version: { in: 'header', name: name.toLowerCase() } }
    : undefined
}
