import type { InputDefinition } from '@tsh/action'
import { code } from './action-file.ts'
import type { Definition } from './definitions.ts'

/** The tables of inputs and outputs in an action's README. */
export function actionTables({ inputs, outputs }: Pick<Definition, 'inputs' | 'outputs'>): string {
  const given = Object.entries(inputs).map(([name, input]) => [
    code(name),
    descriptionOf(input),
    defaultOf(input),
  ])
  const got = Object.entries(outputs).map(([name, { description }]) => [code(name), description])
  return table(['input', 'description', 'default'], given, '\n') + table(['output', 'description'], got, '\n')
}

/** Links to the READMEs of all actions, with their descriptions as tooltips. @param actions by name */
export function actionLinks(actions: Readonly<Record<string, Pick<Definition, 'action'>>>): string {
  const links = Object.entries(actions).map(
    ([name, { action }]) =>
      `[${name}](actions/${name}/README.md "${action.description.replaceAll('"', '\\"')}")`,
  )
  return `${links.join(' · ')}\n`
}

interface WorkflowCall {
  inputs: Record<string, WorkflowInput>
  outputs?: Record<string, { description?: string }>
}

interface WorkflowInput {
  description?: string
  required?: boolean
  default?: string | boolean
}

/** The tables of the inputs and outputs of a workflow. */
export function workflowTables({ inputs, outputs = {} }: WorkflowCall): string {
  const rows = Object.entries(inputs).map(
    ([name, { description = '', required = false, default: value }]) => [
      code(name),
      description,
      required ? 'required' : value === undefined || value === '' ? '' : code(String(value)),
    ],
  )
  const got = Object.entries(outputs).map(([name, { description = '' }]) => [code(name), description])
  return table(['input', 'description', 'default'], rows, '\n') + table(['output', 'description'], got, '\n')
}

/** The table of the secrets of the workflows. @param secrets descriptions by name */
export function secretsTable(secrets: Readonly<Record<string, string>>): string {
  const rows = Object.entries(secrets).map(([name, description]) => [code(name), description])
  return table(['secret', 'description'], rows, '')
}

/** A Markdown table; empty without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], after = ''): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('') + after
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const descriptionOf = ({ description, setting }: InputDefinition): string =>
  setting === undefined ? description : `${description} Setting ${code(setting)}.`

function defaultOf({ required, default: value, setting }: InputDefinition): string {
  if (value !== undefined) return code(value)
  if (!required) return ''
  return setting === undefined ? 'required' : 'required, here or as the setting'
}
