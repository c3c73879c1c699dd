import { setSecret } from '@actions/core'

/** Every form in which a secret may appear, with its source. */
const sources = new Map<string, string>()

/** Shorter lines or forms are not masked, because that would hide ordinary text. */
const MIN_FORM_LENGTH = 6

/**
 * Hides a value, and the forms in which it may appear, from everything that this process prints. The runner masks the
 * log itself once it knows the value; summaries, messages and files do not pass through the runner, so they go through
 * `redact`.
 *
 * @param source describes the secret in messages: `input "ssh-key"`
 */
export function maskSecret(value: string, source = 'a secret'): void {
  for (const form of formsOf(value)) {
    if (sources.has(form)) continue
    sources.set(form, source)
    // The runner would mask every line of a multi-line secret, however short (actions/runner, ActionCommandManager.cs).
    if (!form.includes('\n')) setSecret(form)
  }
}

/** The text with every known secret replaced by `***`. */
export function redact(text: string): string {
  let clean = ''
  let at = 0
  for (const [start, end] of secretRanges(text)) {
    clean += `${text.slice(at, start)}***`
    at = end
  }
  return clean + text.slice(at)
}

/** The end of a redacted text: redacting after truncation would miss a split secret. */
export const redactedEnd = (text: string, maxLength: number): string => redact(text).slice(-maxLength)

/** The beginning of a redacted text. */
export const redactedStart = (text: string, maxLength: number): string => redact(text).slice(0, maxLength)

/** Length of the longest secret form. */
export const longestSecret = (): number =>
  [...sources.keys()].reduce((longest, { length }) => Math.max(longest, length), 0)

/** The beginning of a text, truncated before a secret that would be split: a part of it would not be recognized. */
export function startBeforeSecret(text: string, maxLength: number): string {
  const split = secretRanges(text).find(([start, end]) => start < maxLength && end > maxLength)
  return text.slice(0, split ? split[0] : maxLength)
}

/** The source of the secret that a text contains, if any. */
export function secretIn(text: string): string | undefined {
  for (const [form, source] of sources) if (text.includes(form)) return source
  return undefined
}

type Range = [start: number, end: number]

const secretRanges = (text: string): Range[] =>
  merged([...sources.keys()].flatMap(form => rangesOf(form, text)))

function rangesOf(form: string, text: string): Range[] {
  const ranges: Range[] = []
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1))
    ranges.push([at, at + form.length])
  return ranges
}

/** Merges overlapping secrets, so that no part is left. */
function merged(ranges: Range[]): Range[] {
  const result: Range[] = []
  for (const [start, end] of ranges.sort(([a], [b]) => a - b)) {
    const last = result.at(-1)
    if (last && start < last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}

function formsOf(value: string): Set<string> {
  const whole = value.trim()
  const lines = whole.split(/\r\n|\n|\r/).map(line => line.trim())
  const parts = [whole, ...lines.filter(line => line.length >= MIN_FORM_LENGTH)].filter(part => part !== '')
  const derived = parts.flatMap(part => [part, ...decoded(part)].flatMap(encoded))
  return new Set([...parts, ...derived.filter(form => form.length >= MIN_FORM_LENGTH)])
}

/** The decoded form of a percent-encoded value. */
export function decoded(value: string): string[] {
  try {
    const text = decodeURIComponent(value)
    return text === value ? [] : [text]
  } catch {
    return []
  }
}

/** A text as is, and in the encodings that occur in logs. */
function encoded(text: string): string[] {
  const bytes = Buffer.from(text)
  const base64 = bytes.toString('base64')
  const url = encodeURIComponent(text)
  const strict = url.replace(/[!'()*]/g, character => `%${hex(character, 2).toUpperCase()}`)
  const json = JSON.stringify(text).slice(1, -1)
  const ascii = json.replace(/[^ -~]/g, character => `\\u${hex(character, 4)}`)
  return [
    ...[text, base64, base64.replace(/=+$/, ''), bytes.toString('base64url')],
    ...[url, strict, strict.replaceAll('%20', '+'), strict.replace(/%../g, code => code.toLowerCase())],
    ...[json, ascii].flatMap(form => [form, form.replaceAll('/', '\\/')]),
    text.replace(/[&<>"]/g, character => ENTITIES[character] ?? character),
  ]
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const hex = (character: string, digits: number): string =>
  character.charCodeAt(0).toString(16).padStart(digits, '0')
