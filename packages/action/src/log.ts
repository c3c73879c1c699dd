import { stripVTControlCharacters } from 'node:util'
import { debug, endGroup, info, notice, startGroup, warning } from '@actions/core'
import { redact } from './secrets.ts'

/**
 * A line from outside (a server, a container, a test) that can issue no workflow command and move no cursor.
 * The runner takes `::` at the start of a line, blanks skipped, and `##[` anywhere in it as a command
 * (actions/runner, src/Runner.Common/ActionCommand.cs), so the line gets a margin and `##[` a gap.
 */
export function inert(line: string): string {
  return `| ${printable(line).replaceAll('\n', ' ').replaceAll('##[', '## [')}`
}

/** Text without control characters, among them those that move a terminal's cursor; newlines and tabs stay. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/(?![\t\n])\p{Cc}/gu, '')
}

/** The action's own words. Secrets are removed before anything is written. */
export const log = {
  info: (text: string): void => info(redact(text)),
  debug: (text: string): void => debug(redact(text)),
  warning: (text: string, title?: string): void => warning(redact(text), title ? { title } : {}),
  notice: (text: string, title?: string): void => notice(redact(text), title ? { title } : {}),
  /** A line that somebody else wrote. */
  foreign: (line: string): void => info(redact(inert(line))),
  /** Runs the work inside a foldable group of the log. */
  async group<T>(title: string, work: () => Promise<T>): Promise<T> {
    startGroup(redact(title.replaceAll('##[', '## [')))
    try {
      return await work()
    } finally {
      endGroup()
    }
  },
}
