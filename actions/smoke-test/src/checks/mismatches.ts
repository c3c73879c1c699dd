import type { Answer } from '@tsh/remote'
import { excerpt } from './excerpt.ts'
import type { Check, JsonValue } from './expectation.ts'
import { type JsonPath, valueAt } from './json-path.ts'
import { matches } from './pattern.ts'

/** An expected property of a response, and its actual value. */
export interface Mismatch {
  expected: string
  actual: string
}

export interface Received {
  answer: Answer
  milliseconds: number
  /** The expected version. */
  version: string
}

/** All mismatches of a response; only the status if that is wrong. */
export function mismatches(check: Check, received: Received): Mismatch[] {
  const { status } = received.answer
  if (!check.statuses.includes(status)) {
    return [{ expected: `HTTP ${check.statuses.join(' or ')}`, actual: `HTTP ${status}` }]
  }
  return [
    ...headerMismatches(check, received),
    ...jsonMismatches(check, received),
    ...patternMismatches(check, received),
    ...versionMismatches(check, received),
    ...latencyMismatches(check, received),
  ]
}

function headerMismatches({ answerHeaders = {} }: Check, { answer }: Received): Mismatch[] {
  return Object.entries(answerHeaders).flatMap(([name, wanted]) => {
    const found = answer.headers[name.toLowerCase()]
    if (found === wanted) return []
    const actual = found === undefined ? `no header ${name}` : `${name}: ${excerpt(found)}`
    return [{ expected: `header ${name}: ${excerpt(wanted)}`, actual }]
  })
}

function jsonMismatches({ json = [] }: Check, { answer }: Received): Mismatch[] {
  return json.flatMap(({ path, value }) => {
    const found = readJson(answer, path)
    if ('value' in found && found.value === value) return []
    return [{ expected: `${path.text} = ${shown(value)}`, actual: describeFound(found) }]
  })
}

function patternMismatches({ pattern }: Check, { answer }: Received): Mismatch[] {
  if (pattern === undefined) return []
  const expected = `body matches /${excerpt(pattern)}/`
  const matched = matches(pattern, answer.body)
  if (matched === 'too slow') {
    return [{ expected, actual: 'matching timed out. Use a pattern without nested repetition' }]
  }
  if (matched) return []
  return [{ expected, actual: answer.truncated ? `no match in the first ${size(answer)}` : 'no match' }]
}

function versionMismatches({ version: place }: Check, { answer, version }: Received): Mismatch[] {
  if (!place) return []
  if (place.in === 'body') {
    const named = answer.body.includes(version)
    return named ? [] : [{ expected: `version ${version} in the body`, actual: 'not found' }]
  }
  if (place.in === 'header') {
    const found = answer.headers[place.name]
    if (found === version) return []
    const actual = found === undefined ? `no header ${place.name}` : excerpt(found)
    return [{ expected: `version ${version} in header ${place.name}`, actual }]
  }
  const found = readJson(answer, place.path)
  if ('value' in found && isScalar(found.value) && String(found.value) === version) return []
  return [{ expected: `version ${version} in ${place.path.text}`, actual: describeFound(found) }]
}

function latencyMismatches({ within }: Check, { milliseconds }: Received): Mismatch[] {
  if (within === undefined || milliseconds <= within) return []
  return [{ expected: `within ${within} ms`, actual: `${Math.ceil(milliseconds)} ms` }]
}

type Found = { value: unknown } | { problem: string }

function readJson(answer: Answer, path: JsonPath): Found {
  if (answer.truncated) return { problem: `the body is longer than ${size(answer)}` }
  try {
    const value = valueAt(JSON.parse(answer.body), path)
    return value === undefined ? { problem: `${path.text} not found` } : { value }
  } catch {
    return { problem: 'the body is not JSON' }
  }
}

const describeFound = (found: Found): string => ('value' in found ? shown(found.value) : found.problem)

/** Arrays and objects are not printed: a response may nest them so deep that the stack overflows. */
function shown(value: unknown): string {
  if (isScalar(value)) return excerpt(JSON.stringify(value))
  return Array.isArray(value) ? 'an array' : 'an object'
}

const isScalar = (value: unknown): value is JsonValue => value === null || typeof value !== 'object'
const size = ({ body }: Answer): string => `${Math.round(Buffer.byteLength(body) / 1024)} KiB`
