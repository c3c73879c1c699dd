import { runInNewContext } from 'node:vm'

/** Milliseconds that matching may take. A pattern without nested repetition needs a few for the longest body. */
const LIMIT = 250

/** What is wrong with the source of a regular expression; nothing when it is valid. */
export function patternProblem(source: string): string | undefined {
  try {
    new RegExp(source)
    return undefined
  } catch (cause) {
    // "Invalid regular expression: /(/: Unterminated group"
    return (cause as Error).message.split(': ').at(-1)
  }
}

/**
 * Whether a text matches, or that it could not be found out in time. A regular expression with nested repetition, such as
 * `(a+)+$`, may take longer than the universe; only the time limit of a context of its own stops one.
 */
export function matches(source: string, text: string): boolean | 'too slow' {
  try {
    return runInNewContext('new RegExp(source).test(text)', { source, text }, { timeout: LIMIT }) as boolean
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'too slow'
    throw cause
  }
}
