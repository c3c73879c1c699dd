import { StringDecoder } from 'node:string_decoder'
import { longestSecret, printable, redactedStart, startBeforeSecret } from '@tsh/action'

/** Sufficient for a log. */
const MAX_LINE_LENGTH = 16 * 1024

/**
 * Splits bytes, received in arbitrary chunks, into lines; invalid UTF-8 becomes U+FFFD. The middle of a very long output is
 * omitted, and long lines are truncated.
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

/** A line received in chunks. More of it is kept than is shown, because a secret at the limit is only recognized as a whole. */
function growingLine(maxLength: number) {
  let kept = ''
  let length = 0
  return {
    add(text: string): void {
      length += text.length
      // The secret length is only determined for lines that are too long.
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

/** Limits of the output that is passed on immediately. */
const FIRST = { lines: 10_000, characters: 2 * 1024 * 1024 }
/** Limits of the end of the output, which usually contains the reason of a failure. */
const LAST = { lines: 100, characters: 64 * 1024 }

/** Passes on the first lines immediately, and at the end the last ones with a note about the omitted lines. */
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
        onLine(`(${left.lines} lines with ${size} million characters omitted)`)
      }
      for (const line of last.splice(0)) onLine(line)
      kept = 0
    },
  }
}

const MAX_FIRST_LINE = 100

/** The first non-blank line of a text, in a form that is safe for messages. */
export function firstLineOf(text: string): string {
  const lines = printable(text.replaceAll('\r', '\n')).split('\n')
  return redactedStart((lines.find(line => line.trim() !== '') ?? '').trim(), MAX_FIRST_LINE)
}
