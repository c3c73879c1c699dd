/** An assignment of an env file. */
export interface EnvEntry {
  key: string
  /** Unquoted and unescaped; `${…}` is not expanded. */
  value: string
  /** As written between the quotes. */
  raw: string
  quote: '' | "'" | '"'
  /** Line number, starting at 1. */
  line: number
  /** Position of the value in the text, including its quotes. */
  start: number
  end: number
}

/** A line that makes compose reject the whole file. */
export interface EnvFault {
  kind: 'quote' | 'key'
  line: number
  /** The key, if the line has one. */
  key?: string
  /** The line, which may be part of a secret. */
  text: string
}

export interface EnvFile {
  entries: EnvEntry[]
  /** Keys without a value, which are taken from the environment. */
  bare: { key: string; line: number }[]
  faults: EnvFault[]
}

/**
 * Parses an env file like `docker compose` (compose-go v2, package dotenv). Compose stops at a line that it cannot
 * parse; here everything after it is read as well, so that it can be masked.
 */
export function parseEnvFile(text: string): EnvFile {
  const file: EnvFile = { entries: [], bare: [], faults: [] }
  const lineAt = lineCounter(text)
  for (let at = skip(text, text.startsWith(BOM) ? 1 : 0); at < text.length; ) {
    at = skip(text, statement(file, text, at, lineAt(at)))
  }
  return file
}

export const missingEnvFile = (path: string, server: string): string =>
  `${path} does not exist on ${server}. Check "path" and "env-file", or create it from its example`

/** The value of a key in a compose env file; the last assignment wins. */
export function envValue(text: string, key: string): string | undefined {
  return envEntries(text).findLast(([name]) => name === key)?.[1]
}

/** All keys of a compose env file with their values, in order. */
export function envEntries(text: string): [key: string, value: string][] {
  return parseEnvFile(text).entries.map(({ key, value }) => [key, value])
}

/**
 * Sets keys in the file; every other byte is unchanged. Keys must match exactly: setting `DEPLOYMENT_SLOT` does not
 * affect `ACTIVE_DEPLOYMENT_SLOT`. A missing key is appended.
 * @param values without characters that have to be quoted
 */
export function withEnvValues(text: string, values: Record<string, string>): string {
  return replaceValues(text, values, (value, { quote }) => quote + value + quote)
}

/** The same for values with any characters, which are quoted if necessary. */
export function withLiteralValues(text: string, values: Record<string, string>): string {
  return replaceValues(text, values, literal)
}

/** In single quotes only the quote itself has a meaning, and a backslash before it, which only double quotes can express. */
function literal(value: string): string {
  if (/^[\w./:@%+,=-]*$/.test(value)) return value
  if (/\\('|$)/.test(value)) return `"${value.replace(/[\\"$]/g, '\\$&')}"`
  return `'${value.replaceAll("'", "\\'")}'`
}

function replaceValues(
  text: string,
  values: Record<string, string>,
  written: (value: string, entry: Pick<EnvEntry, 'quote'>) => string,
): string {
  const missing = new Map(Object.entries(values))
  let result = ''
  let at = 0
  for (const entry of parseEnvFile(text).entries) {
    const value = Object.hasOwn(values, entry.key) ? values[entry.key] : undefined
    if (value === undefined) continue
    missing.delete(entry.key)
    const { start, end } = replacedPart(text, entry)
    result += text.slice(at, start) + written(value, entry)
    at = end
  }
  const body = result + text.slice(at)
  if (missing.size === 0) return body
  const added = [...missing].map(([key, value]) => `${key}=${written(value, { quote: '' })}`)
  return `${body}${body === '' || body.endsWith('\n') ? '' : '\n'}${added.join('\n')}\n`
}

/** Compose parses a comment directly after the assignment as the value; the comment is kept. */
function replacedPart(text: string, { start, end }: EnvEntry): { start: number; end: number } {
  const before = text.slice(0, start).trimEnd().length
  return text[start] === '#' && before < start ? { start: before, end: before } : { start, end }
}

const BOM = '\uFEFF'
const BLANKS = /[^\S\n]*/y
const SPACE_OR_COMMENT = /(?:\s+|#[^\n]*)*/y
/** The key of a statement and its delimiter. */
const KEY = /(?:export\s+(?=[^\s=:]))?([\p{L}\p{N}_.[\]-]*)[^\S\n]*([=:]|\n|$)/uy

/** Parses the statement at a position. @returns the position after it */
function statement(file: EnvFile, text: string, at: number, line: number): number {
  const [found, key = '', end] = matchAt(KEY, text, at) ?? []
  if (found === undefined) {
    file.faults.push({ kind: 'key', line, text: lineFrom(text, at) })
    return endOfLine(text, at)
  }
  if (end !== '=' && end !== ':') {
    file.bare.push({ key, line })
    return at + found.length
  }
  const start = after(BLANKS, text, at + found.length)
  const quote = text[start]
  if (quote !== "'" && quote !== '"') return unquoted(file, text, { key, line, start })
  const close = closingQuote(text, start)
  if (close === -1) {
    file.faults.push({ kind: 'quote', line, key, text: lineFrom(text, start + 1) })
    return unquoted(file, text, { key, line, start })
  }
  const raw = text.slice(start + 1, close)
  file.entries.push({ key, value: unescaped(raw, quote), raw, quote, line, start, end: close + 1 })
  return close + 1
}

function unquoted(
  file: EnvFile,
  text: string,
  { key, line, start }: { key: string; line: number; start: number },
): number {
  const raw = lineFrom(text, start).replace(/ #.*$/s, '').trimEnd()
  file.entries.push({ key, value: raw, raw, quote: '', line, start, end: start + raw.length })
  return endOfLine(text, start)
}

function closingQuote(text: string, start: number): number {
  let isEscaped = false
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === text[start] && !isEscaped) return at
    isEscaped = text[at] === '\\' && !isEscaped
  }
  return -1
}

const ESCAPES: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** In single quotes only the quote itself can be escaped. */
function unescaped(raw: string, quote: "'" | '"'): string {
  const text = raw.replace(/\\([\s\S])/g, (pair, character) => (character === quote ? quote : pair))
  if (quote === "'") return text
  return text.replace(/\\(?:0([0-7]{3})|([abfnrtv$"\\]))/g, (_, octal, character) =>
    octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (ESCAPES[character] ?? character),
  )
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const after = (pattern: RegExp, text: string, at: number): number =>
  at + (matchAt(pattern, text, at)?.[0].length ?? 0)

const skip = (text: string, at: number): number => after(SPACE_OR_COMMENT, text, at)

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}

const lineFrom = (text: string, at: number): string => text.slice(at, endOfLine(text, at)).trimEnd()

/** Returns line numbers of increasing positions. */
function lineCounter(text: string): (at: number) => number {
  let line = 1
  let known = 0
  return at => {
    for (; known < at; known++) if (text[known] === '\n') line++
    return line
  }
}
