/**
 * An error that the user can fix. It is reported as one line per problem, without a stack trace; every other error counts
 * as a bug and is logged with its stack trace.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly problems: readonly string[]

  /** @param problems what is wrong, the value seen (never a secret) and what to do; one line per problem */
  constructor(problems: string | readonly string[], options?: ErrorOptions) {
    const lines = typeof problems === 'string' ? [problems] : problems
    super(lines.join('\n'), options)
    this.problems = lines
  }
}
