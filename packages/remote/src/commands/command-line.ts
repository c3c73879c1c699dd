import { C_LOCALE } from './locale.ts'
import { quoteAll } from './quote.ts'
import { shortName } from './remote.ts'

/** Linux takes at most 128 KiB as one argument (MAX_ARG_STRLEN), and sshd hands the whole line to a shell as one. */
const MAX_LINE_BYTES = 120_000

/**
 * A command as one line for the login shell of a user, which need not be a POSIX shell: a backslash means something in
 * the quotes of fish, and a line break or an exclamation mark in those of csh. The shell is replaced, so that it prints
 * nothing after the command.
 *
 * @param marker a random word that both outputs begin with; what precedes it was printed by the login shell
 * @throws Error when the line is longer than a shell on the server takes
 */
export function commandLine(command: readonly string[], marker: string): string {
  // In two halves, because a shell that traces its commands prints this line.
  const half = marker.length / 2
  const mark = `printf %s%s ${marker.slice(0, half)} ${marker.slice(half)}`
  const script = `${mark} >&2; ${mark}; ${C_LOCALE}; exec ${quoteAll(command)}`
  const line = `exec /bin/sh -c 'eval "$(printf %b "$1")"' sh '${escaped(script)}'`
  if (line.length > MAX_LINE_BYTES)
    throw new Error(
      `"${shortName(command)}" is a command line of ${line.length} bytes, and a shell on the server takes ${MAX_LINE_BYTES}. Send the list on the standard input`,
    )
  return line
}

/** For `printf %b`, in characters that mean the same between the single quotes of every shell. */
function escaped(text: string): string {
  return text.replace(/[^ -~]|['\\!]/gu, character =>
    Array.from(Buffer.from(character), byte => `\\0${byte.toString(8).padStart(3, '0')}`).join(''),
  )
}
