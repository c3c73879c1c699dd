import { getInput } from '@actions/core'
import { UserError } from './errors.ts'
import { maskSecret } from './secrets.ts'

interface TextRule {
  /** Default: true. GitHub does not enforce `required` of an action input, so it is enforced here. */
  required?: boolean
  pattern?: RegExp
  /** What the value must be, as the end of "… is not …": "a host name or address". */
  expected?: string
  /** What to do when it is empty. */
  hint?: string
}

/** Reads one input each; what is wrong with it is noted and told together with all other problems. */
export interface InputReader {
  /** Text of one line, trimmed. */
  text(name: string, rule?: TextRule): string
  /** Text as it is, of any number of lines. */
  block(name: string): string
  /** Text of several lines; blank lines and lines starting with `#` are left out. */
  lines(name: string): string[]
  /** A secret, masked before it is returned. */
  secret(name: string, rule?: { required?: boolean; hint?: string }): string
  /** `true` or `false`, nothing else. */
  flag(name: string): boolean
  /** A whole number within the limits, ends included. */
  number(name: string, limits: { from: number; to: number }): number
  /** One of the listed words. */
  choice<T extends string>(name: string, words: readonly T[]): T
  /** Notes a problem that spans several inputs. */
  problem(text: string): void
}

/**
 * Reads all inputs of an action.
 * @throws UserError with every problem found, not only the first
 */
export function readInputs<T>(read: (input: InputReader) => T): T {
  const problems: string[] = []
  const inputs = read(reader(problem => problems.push(problem)))
  if (problems.length > 0) throw new UserError(problems)
  return inputs
}

function reader(problem: (text: string) => void): InputReader {
  const missing = (name: string, hint?: string): string => {
    problem(`input "${name}" is required but empty${hint === undefined ? '' : `. ${hint}`}`)
    return ''
  }
  return {
    problem,
    text(name, { required = true, pattern, expected, hint } = {}) {
      const value = getInput(name)
      if (value === '') return required ? missing(name, hint) : ''
      if (/[\r\n\0]/.test(value)) problem(`input "${name}" must be a single line`)
      else if (pattern && !pattern.test(value)) problem(`input "${name}" is not ${expected}, got "${value}"`)
      return value
    },
    block: name => getInput(name),
    lines: name =>
      getInput(name)
        .split(/\r?\n/)
        .map(line => line.trim())
        .filter(line => line !== '' && !line.startsWith('#')),
    secret(name, { required = true, hint } = {}) {
      const value = getInput(name, { trimWhitespace: false })
      if (value.trim() === '') {
        if (required)
          problem(
            `secret for input "${name}" is empty. ${hint ?? 'Define it and pass it by name from the caller'}`,
          )
        return ''
      }
      maskSecret(value, `input "${name}"`)
      return value
    },
    flag(name) {
      const value = getInput(name)
      if (value !== 'true' && value !== 'false')
        problem(`input "${name}" must be true or false, got "${value}"`)
      return value === 'true'
    },
    number(name, { from, to }) {
      const value = getInput(name)
      const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
      if (!(number >= from && number <= to)) {
        problem(`input "${name}" must be a whole number from ${from} to ${to}, got "${value}"`)
      }
      return number
    },
    choice(name, words) {
      const value = getInput(name)
      const word = words.find(candidate => candidate === value)
      if (word === undefined) problem(`input "${name}" must be one of ${words.join(', ')}, got "${value}"`)
      return word ?? (words[0] as (typeof words)[number])
    },
  }
}
