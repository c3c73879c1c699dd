import { StringDecoder } from 'node:string_decoder'

/** The line listener of @actions/exec never receives a last line without a line break. */
export function splitLines(onLine: (line: string) => void): { write(data: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return {
    write(data) {
      const lines = (rest + decoder.write(data)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    },
    end() {
      rest += decoder.end()
      if (rest !== '') onLine(rest)
    },
  }
}
