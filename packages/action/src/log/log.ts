import { stripVTControlCharacters } from 'node:util'
import { debug, endGroup, error, info, notice, startGroup, warning } from '@actions/core'
import { redact } from './secrets.ts'

/**
 * A line from outside (a server, a container, a test) that can issue no workflow command and move no cursor.
 * The runner takes `::` at the start of a line, blanks skipped, and `##[` anywhere in it as a command
 * (actions/runner, src/Runner.Common/ActionCommand.cs), so the line gets a margin and `##[` a gap.
 */
export const inert = (line: string): string => `| ${oneLine(line)}`

/** Text without control characters, among them those that move a terminal's cursor; newlines and tabs stay. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/(?![\t\n])\p{Cc}/gu, '')
}

/** A line of our own, which may quote text from outside: that can issue no command either. */
function ownLine(text: string): string {
  const line = oneLine(text)
  return /^\s*::/.test(line) ? `| ${line}` : line
}

const oneLine = (text: string): string => paragraph(text).replaceAll('\n', ' ')

/** The text of an annotation, in which @actions/core escapes the newlines. */
const paragraph = (text: string): string => printable(text).replaceAll('##[', '## [')

/** Secrets are removed before a change, which may reach into them, and after it, when it has made one up. */
const safe = (text: string, change: (text: string) => string): string =>
  redact(change(redact(printable(redact(text)))))

/** A place in the repository that an annotation belongs to. */
interface Place {
  /** Relative to the repository. */
  file?: string
  line?: number
}
type Annotate = (text: string, properties: { title?: string; file?: string; startLine?: number }) => void

const annotation =
  (annotate: Annotate) =>
  (text: string, title?: string, { file, line }: Place = {}): void =>
    annotate(safe(text, paragraph), {
      ...(title ? { title } : {}),
      ...(file === undefined ? {} : { file: safe(file, oneLine) }),
      ...(line === undefined ? {} : { startLine: line }),
    })

/** The action's own words, which may quote others. Whatever they are, they are only shown, and without secrets. */
export const log = {
  info: (text: string): void => info(safe(text, ownLine)),
  debug: (text: string): void => debug(safe(text, paragraph)),
  warning: annotation(warning),
  notice: annotation(notice),
  error: annotation(error),
  /** A line from outside, with a margin. */
  untrusted: (line: string): void => info(safe(line, inert)),
  /** Runs the work inside a foldable group of the log. */
  async group<T>(title: string, work: () => Promise<T>): Promise<T> {
    startGroup(safe(title, oneLine))
    try {
      return await work()
    } finally {
      endGroup()
    }
  },
}
