import { getInput } from '@actions/core'
import { workflowRun } from '../workflow-run.ts'
import type { InputDefinitions } from './definition.ts'

/** Input values from the settings file as text, by name. An empty text is also a value. */
export type SettingValues = Readonly<Record<string, string>>

/** The value set by the caller, untrimmed; empty when not set. */
export const explicitInput = (name: string): string => {
  const value = getInput(name, { trimWhitespace: false })
  return value.trim() === '' ? '' : value
}

/** The value of an input: set by the caller, else by the settings file, else the default of the definition. */
export function inputValue<Name extends string>(
  name: Name,
  inputs: InputDefinitions<Name>,
  values: SettingValues,
): string {
  const explicit = explicitInput(name)
  if (explicit !== '') return explicit
  const { default: otherwise = '' } = inputs[name]
  return values[name] ?? (isExpression(otherwise) ? '' : resolved(otherwise, values))
}

/** The runner evaluates such a default before it starts the action; if it is used here, the caller has set an empty text. */
const isExpression = (text: string): boolean => text.includes('${{')

/** A default with its placeholders replaced; empty if one of them is unknown. */
function resolved(text: string, values: SettingValues): string {
  let isComplete = true
  const result = text.replace(/<(environment|application)>/g, (_, name: string) => {
    const value = name === 'environment' ? explicitInput(name).trim() : applicationName(values)
    if (value === '') isComplete = false
    return value
  })
  return isComplete ? result : ''
}

const applicationName = ({ application }: SettingValues): string =>
  application ?? workflowRun().repository.split('/')[1] ?? ''
