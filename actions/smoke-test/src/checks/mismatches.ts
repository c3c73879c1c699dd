import type { Answer } from '@tsh/remote'
import { excerpt } from './excerpt.ts'
import type { Check, JsonValue } from './expectation.ts'
import { type JsonPath, valueAt } from './json-path.ts'
import { matches } from './pattern.ts'

/** Something that an answer was to have, and what it has instead. */
export interface Mismatch {
  expected: string
  actual: string
}

export interface Judged {
  answer: Answer
  milliseconds: number
  /** The version that has to answer. */
  version: string
}

/** Everything that is wrong with an answer; of one with a wrong status only that. */
export function mismatches(check: Check, judged: Judged): Mismatch[] {
  const { status } = judged.answer
  if (!check.statuses.includes(status)) {
    return [{ expected: `HTTP ${check.statuses.join(' or ')}`, actual: `HTTP ${status}` }]
  }
  return [
    ...headerMismatches(check, judged),
    ...jsonMismatches(check, judged),
    ...patternMismatches(check, judged),
    ...versionMismatches(check, judged),
    ...latencyMismatches(check, judged),
  ]
}

function headerMismatches({ answerHeaders = {} }: Check, { answer }: Judged): Mismatch[] {
  return Object.entries(answerHeaders).flatMap(([name, wanted]) => {
    const found = answer.headers[name.toLowerCase()]
    if (found === wanted) return []
    const actual = found === undefined ? `no header ${name}` : `${name}: ${excerpt(found)}`
    return [{ expected: `header ${name}: ${excerpt(wanted)}`, actual }]
  })
}

function jsonMismatches({ json = [] }: Check, { answer }: Judged): Mismatch[] {
  return json.flatMap(({ path, value }) => {
    const found = readJson(answer, path)
    if ('value' in found && found.value === value) return []
    return [{ expected: `${path.text} = ${shown(value)}`, actual: saidOf(found) }]
  })
}

function patternMismatches({ pattern }: Check, { answer }: Judged): Mismatch[] {
  if (pattern === undefined) return []
  const expected = `body matches /${excerpt(pattern)}/`
  const matched = matches(pattern, answer.body)
  if (matched === 'too slow') {
    return [
      { expected, actual: 'matching took too long and was cut. Use a pattern without nested repetition' },
    ]
  }
  if (matched) return []
  return [{ expected, actual: answer.truncated ? `no match in the first ${size(answer)}` : 'no match' }]
}

function versionMismatches({ version: place }: Check, { answer, version }: Judged): Mismatch[] {
  if (!place) return []
  if (place.in === 'body') {
    const named = answer.body.includes(version)
    return named ? [] : [{ expected: `version ${version} in the body`, actual: 'it is not there' }]
  }
  if (place.in === 'header') {
    const found = answer.headers[place.name]
    if (found === version) return []
    const actual = found === undefined ? `no header ${place.name}` : excerpt(found)
    return [{ expected: `version ${version} in header ${place.name}`, actual }]
  }
  const found = readJson(answer, place.path)
  if ('value' in found && isScalar(found.value) && String(found.value) === version) return []
  return [{ expected: `version ${version} in ${place.path.text}`, actual: saidOf(found) }]
}

function latencyMismatches({ within }: Check, { milliseconds }: Judged): Mismatch[] {
  if (within === undefined || milliseconds <= within) return []
  return [{ expected: `within ${within} ms`, actual: `${Math.ceil(milliseconds)} ms` }]
}

type Found = { value: unknown } | { problem: string }

function readJson(answer: Answer, path: JsonPath): Found {
  if (answer.truncated) return { problem: `the body is longer than ${size(answer)}` }
  try {
    const value = valueAt(JSON.parse(answer.body), path)
    return value === undefined ? { problem: `there is no ${path.text}` } : { value }
  } catch {
    return { problem: 'the body is not JSON' }
  }
}

const saidOf = (found: Found): string => ('value' in found ? shown(found.value) : found.problem)

/** Arrays and objects only by name: a response may nest them so deep that to print them overflows the stack. */
function shown(value: unknown): string {
  if (isScalar(value)) return excerpt(JSON.stringify(value))
  return Array.isArray(value) ? 'an array' : 'an object'
}

const isScalar = (value: unknown): value is JsonValue => value === null || typeof value !== 'object'
const size = ({ body }: Answer): string => `${Math.round(Buffer.byteLength(body) / 1024)} KiB`
