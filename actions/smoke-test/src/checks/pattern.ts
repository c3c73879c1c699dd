import { runInNewContext } from 'node:vm'

/** Time limit for matching. A pattern without nested repetition needs a few milliseconds for the longest body. */
const TIMEOUT_MS = 250

/** The problem with the source of a regular expression. */
export function patternProblem(source: string): string | undefined {
  try {
    new RegExp(source)
    return undefined
  } catch (error) {
    // "Invalid regular expression: /(/: Unterminated group"
    return (error as Error).message.split(': ').at(-1)
  }
}

/**
 * Whether a text matches, or `too slow`. A regular expression with nested repetition, such as `(a+)+$`, may take
 * practically forever; only the timeout of a separate VM context can stop it.
 */
export function matches(source: string, text: string): boolean | 'too slow' {
  try {
    return runInNewContext(
      'new RegExp(source).test(text)',
      { source, text },
      { timeout: TIMEOUT_MS },
    ) as boolean
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'too slow'
    throw error
  }
}
