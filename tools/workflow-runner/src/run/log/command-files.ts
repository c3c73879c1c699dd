/**
 * `NAME=value` and `NAME<<DELIMITER` blocks of GITHUB_ENV, GITHUB_OUTPUT and GITHUB_STATE, parsed like the runner
 * (actions/runner, FileCommandManager.cs, EnvFileKeyValuePairs): a carriage return is part of the value, and the pairs
 * before a malformed line are applied.
 */
export function* commandFilePairs(content: string): Generator<[name: string, value: string]> {
  const text = content.replace(/^\uFEFF/, '')
  const lines = text.split('\n')
  // The text after the last line feed is a line only if it is not empty.
  if (lines.at(-1) === '') lines.pop()
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const block = line.indexOf('<<')
    if (equals >= 0 && (block < 0 || equals < block)) {
      yield [line.slice(0, equals), line.slice(equals + 1)]
    } else if (block >= 0) {
      const end = blockEnd(lines, index, line, block, text.endsWith('\n'))
      yield [line.slice(0, block), lines.slice(index + 1, end).join('\n')]
      index = end
    } else {
      throw new Error(`Invalid format '${line}'`)
    }
  }
}

function blockEnd(lines: string[], start: number, line: string, block: number, terminated: boolean): number {
  const delimiter = line.slice(block + 2)
  if (block === 0 || delimiter === '')
    throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`)
  const end = lines.indexOf(delimiter, start + 1)
  if (end >= 0) return end
  throw new Error(
    terminated || lines.length === start + 1
      ? `Invalid value. Matching delimiter not found '${delimiter}'`
      : 'Invalid value. EOF marker missing new line.',
  )
}

/** The lines of a GITHUB_PATH file. */
export function parsePathFile(text: string): string[] {
  return text.split(/\r\n|\n|\r/).filter(line => line !== '')
}
