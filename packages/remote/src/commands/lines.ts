import { StringDecoder } from 'node:string_decoder'
import { longestSecret, printable, redactedStart, startBeforeSecret } from '@tsh/action'

/** Enough for a log. */
const MAX_LINE_LENGTH = 16 * 1024

/**
 * Splits bytes that come in any pieces into lines; invalid UTF-8 becomes U+FFFD. Of very many the middle is left out, and the
 * rest of a line that is too long.
 */
export function lineSplitter(onLine: (line: string) => void, { maxLineLength = MAX_LINE_LENGTH } = {}) {
  const decoder = new StringDecoder('utf8')
  const limited = withoutMiddle(onLine)
  const line = growingLine(maxLineLength)
  return {
    take(part: Buffer): void {
      const [first = '', ...more] = decoder.write(part).split(/\r?\n|\r/)
      line.add(first)
      for (const text of more) {
        limited.take(line.end())
        line.add(text)
      }
    },
    flush(): void {
      line.add(decoder.end())
      const rest = line.end()
      if (rest !== '') limited.take(rest)
      limited.flush()
    },
  }
}

/** A line that comes in pieces. More of it is kept than is shown: a secret at the limit is recognized only as a whole. */
function growingLine(maxLength: number) {
  let kept = ''
  let length = 0
  return {
    add(text: string): void {
      length += text.length
      // The secrets are counted only for a line that is too long.
      if (length <= maxLength) kept += text
      else kept = (kept + text).slice(0, maxLength + longestSecret())
    },
    end(): string {
      const shown = length > maxLength ? startBeforeSecret(kept, maxLength) : kept
      const line = shown.length < length ? `${shown}… ${length - shown.length} more characters` : shown
      kept = ''
      length = 0
      return line
    },
  }
}

/** What is handed on as it comes: lines, and characters in them. */
const FIRST = { lines: 10_000, characters: 2 * 1024 * 1024 }
/** What is handed on in the end, where the reason of a failure usually is. */
const LAST = { lines: 100, characters: 64 * 1024 }

/** Hands the first lines on as they come, and in the end the last ones with a word about what is missing. */
function withoutMiddle(onLine: (line: string) => void) {
  const first = { lines: 0, characters: 0 }
  const left = { lines: 0, characters: 0 }
  const last: string[] = []
  let kept = 0
  const drop = (): void => {
    const dropped = last.shift() ?? ''
    kept -= dropped.length
    left.lines++
    left.characters += dropped.length
  }
  return {
    take(line: string): void {
      if (first.lines < FIRST.lines && first.characters < FIRST.characters) {
        first.lines++
        first.characters += line.length
        onLine(line)
        return
      }
      last.push(line)
      kept += line.length
      while (last.length > LAST.lines || kept > LAST.characters) drop()
    },
    flush(): void {
      if (left.lines > 0) {
        const size = (left.characters / 1e6).toFixed(1)
        onLine(`(${left.lines} lines with ${size} million characters are left out here)`)
      }
      for (const line of last.splice(0)) onLine(line)
      kept = 0
    },
  }
}

const MAX_FIRST_LINE = 100

/** The first line of a text that is not blank, in a form that a message can contain. */
export function firstLineOf(text: string): string {
  const lines = printable(text.replaceAll('\r', '\n')).split('\n')
  return redactedStart((lines.find(line => line.trim() !== '') ?? '').trim(), MAX_FIRST_LINE)
}
