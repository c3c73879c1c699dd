import { stripVTControlCharacters } from 'node:util'
import { debug, endGroup, error, info, notice, startGroup, warning } from '@actions/core'
import { redact } from './secrets.ts'

/**
 * An untrusted line (of a server, a container, a test) that can neither issue a workflow command nor move the cursor.
 * The runner interprets `::` at the start of a line, after blanks, and `##[` anywhere in it as a command (actions/runner,
 * src/Runner.Common/ActionCommand.cs), so the line gets a prefix and `##[` a gap.
 */
export const inert = (line: string): string => `| ${oneLine(line)}`

/** Text without control characters, including those that move the cursor; newlines and tabs are kept. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/(?![\t\n])\p{Cc}/gu, '')
}

/** A line of our own, which may quote untrusted text: it cannot issue a command either. */
function ownLine(text: string): string {
  const line = oneLine(text)
  return /^\s*::/.test(line) ? `| ${line}` : line
}

const oneLine = (text: string): string => paragraph(text).replaceAll('\n', ' ')

/** The text of an annotation, in which @actions/core escapes the newlines. */
const paragraph = (text: string): string => printable(text).replaceAll('##[', '## [')

/** Secrets are redacted before a change, which may split them, and after it, because it may reveal one. */
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

/** The log of the action. Messages may quote untrusted text; they are only displayed, and secrets are redacted. */
export const log = {
  info: (text: string): void => info(safe(text, ownLine)),
  debug: (text: string): void => debug(safe(text, paragraph)),
  warning: annotation(warning),
  notice: annotation(notice),
  error: annotation(error),
  /** Logs an untrusted line, with a prefix. */
  untrusted: (line: string): void => info(safe(line, inert)),
  /** Runs work inside a collapsible log group. */
  async group<T>(title: string, work: () => Promise<T>): Promise<T> {
    startGroup(safe(title, oneLine))
    try {
      return await work()
    } finally {
      endGroup()
    }
  },
}
