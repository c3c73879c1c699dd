/**
 * Quotes an argument for a POSIX shell. sshd passes every command to the user's shell (session.c, do_child), so each
 * argument is parsed exactly once.
 */
export function quote(arg: string): string {
  if (arg.includes('\0')) throw new TypeError('a shell argument cannot contain a NUL byte')
  // A lone surrogate has no encoding and would arrive as another character.
  if (!arg.isWellFormed()) throw new TypeError('a shell argument cannot contain a lone surrogate')
  if (arg !== '' && /^[A-Za-z0-9_/:=.,@%+-]+$/.test(arg)) return arg
  return `'${arg.replaceAll("'", `'\\''`)}'`
}

/** A command and its arguments as one line for a POSIX shell. */
export function quoteAll(args: readonly string[]): string {
  return args.map(quote).join(' ')
}
