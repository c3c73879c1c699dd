/** Splits a stream of text into lines at LF, CRLF or CR, like .NET's StreamReader in the runner. */
export function lineSplitter(onLine: (line: string) => void): {
  add: (chunk: string) => void
  end: () => void
} {
  let rest = ''
  return {
    add(chunk) {
      const text = rest + chunk
      // A CR at the very end may be half of a CRLF.
      const held = text.endsWith('\r') ? 1 : 0
      const lines = text.slice(0, text.length - held).split(/\r\n|\n|\r/)
      rest = (lines.pop() ?? '') + (held ? '\r' : '')
      for (const line of lines) onLine(line)
    },
    end() {
      if (rest !== '') onLine(rest.replace(/\r$/, ''))
      rest = ''
    },
  }
}
