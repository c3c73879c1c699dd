import { getInput } from '@actions/core'
import { workflowRun } from '../workflow-run.ts'
import type { InputDefinitions } from './definition.ts'

/** Text of the inputs that a settings file sets, by name. An empty text is a value, too. */
export type SettingValues = Readonly<Record<string, string>>

/** What the caller wrote, untrimmed; empty when it wrote nothing. */
export const explicitInput = (name: string): string => {
  const value = getInput(name, { trimWhitespace: false })
  return value.trim() === '' ? '' : value
}

/** The value of an input: what the caller wrote, else the settings file, else the default of the definition. */
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

/** The runner evaluates it before it starts the action; here, the caller has set the input to an empty text. */
const isExpression = (text: string): boolean => text.includes('${{')

/** A default with its placeholders replaced; empty when one of them is unknown. */
function resolved(text: string, values: SettingValues): string {
  const known: Record<string, string> = {
    environment: explicitInput('environment').trim(),
    application: values.application ?? workflowRun().repository.split('/')[1] ?? '',
  }
  const names = [...text.matchAll(/<(environment|application)>/g)].map(([, name = '']) => name)
  if (names.some(name => !known[name])) return ''
  return text.replace(/<(environment|application)>/g, (_, name: string) => known[name] ?? '')
}
