/**
 * One word for a POSIX shell, whatever it contains. sshd hands every command to the user's shell
 * (session.c, do_child), so each argument has to survive exactly one parsing.
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new TypeError('a shell word cannot contain a NUL byte')
  // Half of a surrogate pair has no bytes of its own; another character would arrive.
  if (!word.isWellFormed()) throw new TypeError('a shell word cannot contain half a character')
  if (word !== '' && /^[A-Za-z0-9_/:=.,@%+-]+$/.test(word)) return word
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command and its arguments as one line for a POSIX shell. */
export function quoteAll(words: readonly string[]): string {
  return words.map(quote).join(' ')
}
