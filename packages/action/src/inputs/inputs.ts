import { UserError } from '../errors.ts'
import { maskSecret } from '../log/secrets.ts'
import { seenText } from '../log/seen-text.ts'
import type { InputDefinitions } from './definition.ts'
import { explicitInput, inputValue, type SettingValues } from './input-values.ts'

interface TextRule {
  /** Default: true. GitHub does not enforce `required` of an action input, so it is enforced here. */
  required?: boolean
  pattern?: RegExp
  /** The expected value, completing "… must be …": "a host name or address". */
  expected?: string
  /** Advice when it is empty. */
  hint?: string
}

/**
 * Reads the inputs of an action by name; all problems are collected and reported together. Methods rather than
 * properties, so that a reader of more names can be passed to code that reads only some of them.
 */
export interface InputReader<Name extends string> {
  /** Text of one line, trimmed; masked before it is returned, if the input is defined as a secret. */
  text(name: Name, rule?: TextRule): string
  /** Trimmed text of any number of lines. */
  block(name: Name): string
  /** Lines of a text, without blank lines and lines starting with `#`. */
  lines(name: Name): string[]
  /** A secret without final line breaks, which files and forms add, masked before it is returned. */
  secret(name: Name, rule?: { required?: boolean; hint?: string }): string
  /** `true` or `false`, nothing else. */
  flag(name: Name): boolean
  /** A whole number within the inclusive limits. */
  number(name: Name, limits: { from: number; to: number }): number
  /** One of the listed values. */
  choice<T extends string>(name: Name, choices: readonly T[]): T
  /** Whether the caller set the input; `false` for a value of the settings file and for a default. */
  isExplicit(name: Name): boolean
  /** Records a problem that spans several inputs. */
  problem(text: string): void
}

/**
 * Reads all inputs of an action.
 * @param inputs definition of the action's inputs, against which names are type-checked
 * @param values values of the settings file
 * @throws UserError with all problems, not only the first; each once, although several parts may read an input
 */
export async function readInputs<Name extends string, T>(
  inputs: InputDefinitions<Name>,
  values: SettingValues,
  read: (input: InputReader<Name>) => T | Promise<T>,
): Promise<T> {
  const problems: string[] = []
  const source: ValueSource<Name> = {
    valueFor: name => inputValue(name, inputs, values),
    isSecret: name => inputs[name].secret === true,
  }
  const result = await read(reader(source, problem => problems.push(problem)))
  if (problems.length > 0) throw new UserError([...new Set(problems)])
  return result
}

interface ValueSource<Name extends string> {
  valueFor(name: Name): string
  /** Whether the input is defined as a secret. */
  isSecret(name: Name): boolean
}

function reader<Name extends string>(
  { valueFor, isSecret }: ValueSource<Name>,
  problem: (text: string) => void,
): InputReader<Name> {
  const trimmed = (name: Name): string => valueFor(name).trim()
  const missing = (name: string, hint?: string): string => {
    problem(`input "${name}" is required but empty${hint === undefined ? '' : `. ${hint}`}`)
    return ''
  }
  return {
    problem,
    isExplicit: name => explicitInput(name) !== '',
    text(name, { required = true, pattern, expected, hint } = {}) {
      const value = trimmed(name)
      if (value === '') return required ? missing(name, hint) : ''
      if (isSecret(name)) maskSecret(value, `input "${name}"`)
      if (/[\r\n\0]/.test(value)) problem(`input "${name}" must be a single line`)
      else if (pattern && !pattern.test(value))
        problem(`input "${name}" must be ${expected}${seenText(value)}`)
      return value
    },
    block: trimmed,
    lines: name =>
      trimmed(name)
        .split(/\r?\n/)
        .map(line => line.trim())
        .filter(line => line !== '' && !line.startsWith('#')),
    secret(name, { required = true, hint } = {}) {
      const value = valueFor(name).replace(/[\r\n]+$/, '')
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
      const value = trimmed(name)
      if (value !== 'true' && value !== 'false')
        problem(`input "${name}" must be true or false, got "${value}"`)
      return value === 'true'
    },
    number(name, { from, to }) {
      const value = trimmed(name)
      const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
      if (!(number >= from && number <= to))
        problem(`input "${name}" must be a whole number from ${from} to ${to}, got "${value}"`)
      return number
    },
    choice(name, choices) {
      const value = trimmed(name)
      const choice = choices.find(candidate => candidate === value)
      if (choice === undefined)
        problem(`input "${name}" must be one of ${choices.join(', ')}, got "${value}"`)
      return choice ?? (choices[0] as (typeof choices)[number])
    },
  }
}
