import { type Position, type Problem, START } from '../problem.ts'

/** A real settings file has a few KiB. */
export const MAX_SETTINGS_BYTES = 256 * 1024

const BOM = '\uFEFF'
/** Replaces bytes that are not UTF-8 in decoded text. */
const REPLACEMENT = '\uFFFD'

/** The text of a file without its byte order mark, or the reason why it is not readable as YAML. */
export function readSource(source: string | Uint8Array): { text: string } | { problem: Problem } {
  const bytes = typeof source === 'string' ? Buffer.byteLength(source) : source.length
  if (bytes > MAX_SETTINGS_BYTES) return refused(sizeProblem(bytes))
  const decoded = typeof source === 'string' ? source : Buffer.from(source).toString('utf8')
  const text = decoded.startsWith(BOM) ? decoded.slice(1) : decoded
  const at = text.search(UNREADABLE)
  return at === -1 ? { text } : refused(unreadableMessage(text, at), positionAt(text, at))
}

/** Why a file of this size is not read. */
export function sizeProblem(bytes: number): string {
  return `is ${Math.ceil(bytes / 1024).toLocaleString('en')} KiB, and the limit for a settings file is ${MAX_SETTINGS_BYTES / 1024} KiB`
}

/** Characters that YAML never allows, and the replacement for undecodable bytes. */
const UNREADABLE = new RegExp(`[\\0-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F${REPLACEMENT}]`)

function unreadableMessage(text: string, at: number): string {
  if (text.startsWith(REPLACEMENT + REPLACEMENT) || text[1] === '\0')
    return 'looks like UTF-16. Save it as UTF-8'
  if (text[at] === REPLACEMENT) return 'is not valid UTF-8. Save it as UTF-8'
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  return `contains the control character U+${code}. Remove it`
}

function positionAt(text: string, at: number): Position {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

const refused = (message: string, position = START): { problem: Problem } => ({
  problem: { ...position, path: '', message: `the file ${message}` },
})
