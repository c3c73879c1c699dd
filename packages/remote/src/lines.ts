import { StringDecoder } from 'node:string_decoder'
import { printable } from '@tsh/action'

/** A line longer than this is handed on in pieces. */
const LONGEST_LINE = 16 * 1024

/** Cuts bytes that come in any pieces into lines; invalid UTF-8 becomes U+FFFD. Of very many the middle is left out. */
export function lineSplitter(onLine: (line: string) => void) {
  const decoder = new StringDecoder('utf8')
  const limited = withoutMiddle(onLine)
  let rest = ''
  return {
    take(part: Buffer): void {
      const lines = (rest + decoder.write(part)).split(/\r?\n|\r/)
      rest = lines.pop() ?? ''
      for (const line of lines) limited.take(line)
      if (rest.length > LONGEST_LINE) {
        limited.take(rest)
        rest = ''
      }
    },
    flush(): void {
      rest += decoder.end()
      if (rest !== '') limited.take(rest)
      rest = ''
      limited.flush()
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
  return (lines.find(line => line.trim() !== '') ?? '').trim().slice(0, MAX_FIRST_LINE)
}
