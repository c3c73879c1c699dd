import type { InputDefinition, InputDefinitions } from '@tsh/action'
import * as settings from './definition.ts'

/** The part of a setting's definition that its input uses. */
interface Setting {
  description: string
  default?: string | number | boolean | readonly string[]
}

type Group = Readonly<Record<string, Setting>>

/** The inputs backed by a group of settings, named after its keys. @param path of the group in the file */
function inputsOf<G extends Group>(group: G, path = ''): { [Name in keyof G]: InputDefinition } {
  const inputs = Object.entries(group).map(([key, setting]) => [key, inputOf(setting, `${path}${key}`)])
  return Object.fromEntries(inputs)
}

function inputOf({ description, default: value }: Setting, setting: string): InputDefinition {
  return { description, setting, ...(value === undefined ? {} : { default: textOf(value) }) }
}

/** The input form of a value: a list is one item per line. */
const textOf = (value: NonNullable<Setting['default']>): string =>
  typeof value === 'object' ? value.join('\n') : String(value)

/** The keys of some groups are ambiguous on their own, so the inputs are prefixed with the name of the group. */
function prefixedInputs<G extends Group, Prefix extends string>(
  group: G,
  prefix: Prefix,
): { [Name in keyof G & string as `${Prefix}-${Name}`]: InputDefinition } {
  const inputs = inputsOf(group, `${prefix}.`)
  const named = Object.entries(inputs).map(([name, input]) => [`${prefix}-${name}`, input])
  return Object.fromEntries(named)
}

/**
 * The inputs that override a setting, in the groups of the settings file. Actions use these definitions, so that no
 * name, description or default is duplicated.
 */
export const SETTING_INPUTS = {
  connection: inputsOf(settings.CONNECTION_SETTINGS),
  application: inputsOf(settings.APPLICATION_SETTINGS),
  release: inputsOf(settings.RELEASE_SETTINGS),
  test: inputsOf(settings.TEST_SETTINGS, 'test.'),
  smoke: inputsOf(settings.SMOKE_SETTINGS, 'smoke.'),
  env: prefixedInputs(settings.ENV_SETTINGS, 'env'),
  database: prefixedInputs(settings.DATABASE_SETTINGS, 'database'),
  backup: inputsOf(settings.BACKUP_SETTINGS, 'backup.'),
  telegram: inputsOf(settings.TELEGRAM_SETTINGS, 'telegram.'),
  /** The other settings of the standard describe the repository. */
  standard: { standard: inputOf(settings.STANDARD_SETTINGS.mode, 'standard.mode') },
}

/** The format of an input backed by a setting, for `input.text`. */
export const formOf = ({
  pattern,
  expected,
}: {
  pattern: string
  expected: string
}): { pattern: RegExp; expected: string } => ({ pattern: new RegExp(pattern, 'u'), expected })

/** The limits of a numeric input, for `input.number`. */
export const limitsOf = ({
  minimum,
  maximum,
}: {
  minimum: number
  maximum: number
}): { from: number; to: number } => ({ from: minimum, to: maximum })

/** Some of the inputs, by name. */
export function pick<Inputs extends object, Name extends keyof Inputs>(
  inputs: Inputs,
  ...names: readonly Name[]
): Pick<Inputs, Name> {
  return Object.fromEntries(names.map(name => [name, inputs[name]])) as Pick<Inputs, Name>
}

/** The inputs, some of them marked as required. */
export function requiring<Inputs extends InputDefinitions>(
  inputs: Inputs,
  ...names: readonly (keyof Inputs & string)[]
): Inputs {
  const required = names.map(name => [name, { ...inputs[name], required: true }])
  return { ...inputs, ...Object.fromEntries(required) }
}
