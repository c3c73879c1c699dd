import { C_LOCALE } from './locale.ts'
import { quoteAll } from './quote.ts'
import { shortName } from './remote.ts'

/** Linux limits an argument to 128 KiB (MAX_ARG_STRLEN), and sshd passes the whole line to a shell as one argument. */
const MAX_LINE_BYTES = 120_000

/**
 * A command as one line for the login shell of a user, which is not necessarily a POSIX shell: backslashes are special in
 * quotes in fish, and line breaks and exclamation marks in csh. The shell is replaced by exec, so that it prints nothing
 * after the command.
 *
 * @param marker a random text at the beginning of both outputs; anything before it was printed by the login shell
 * @throws Error when the line exceeds the limit of the server
 */
export function commandLine(command: readonly string[], marker: string): string {
  // In two halves, because a shell in trace mode prints this line.
  const half = marker.length / 2
  const mark = `printf %s%s ${marker.slice(0, half)} ${marker.slice(half)}`
  const script = `${mark} >&2; ${mark}; ${C_LOCALE}; exec ${quoteAll(command)}`
  const line = `exec /bin/sh -c 'eval "$(printf %b "$1")"' sh '${escaped(script)}'`
  if (line.length > MAX_LINE_BYTES)
    throw new Error(
      `"${shortName(command)}" is a command line of ${line.length} bytes, more than the limit of ${MAX_LINE_BYTES}. Pass the list on stdin`,
    )
  return line
}

/** Escapes text for `printf %b`, using only characters that are literal in single quotes in every shell. */
function escaped(text: string): string {
  return text.replace(/[^ -~]|['\\!]/gu, character =>
    Array.from(Buffer.from(character), byte => `\\0${byte.toString(8).padStart(3, '0')}`).join(''),
  )
}
