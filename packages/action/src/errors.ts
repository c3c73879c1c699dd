/**
 * Something the user can mend. It is reported as one line for each problem and without a stack;
 * every other error counts as a bug of ours and keeps its stack in the log.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly problems: readonly string[]

  /** @param problems what is wrong, the value seen (never a secret) and what to do; one line each */
  constructor(problems: string | readonly string[], options?: ErrorOptions) {
    const lines = typeof problems === 'string' ? [problems] : problems
    super(lines.join('\n'), options)
    this.problems = lines
  }
}
