import { StringDecoder } from 'node:string_decoder'

/** A line longer than this is handed on in pieces. */
const LONGEST_LINE = 16 * 1024

/** Cuts bytes that come in any pieces into lines; invalid UTF-8 becomes U+FFFD. */
export function lineSplitter(onLine: (line: string) => void) {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return {
    take(part: Buffer): void {
      const lines = (rest + decoder.write(part)).split(/\r?\n|\r/)
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
      if (rest.length > LONGEST_LINE) {
        onLine(rest)
        rest = ''
      }
    },
    flush(): void {
      rest += decoder.end()
      if (rest !== '') onLine(rest)
      rest = ''
    },
  }
}
