import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { actionNames } from '@tsh/documentation/definitions'
import { parse } from 'yaml'

interface ActionFile {
  runs: { main: string; post?: string }
  inputs?: Record<string, { description?: string; required?: boolean; default?: string }>
  outputs?: Record<string, { description?: string }>
}

const root = resolve(import.meta.dirname, '../../../..')

/** The names of all actions of this repository, sorted. */
export const ACTIONS: readonly string[] = actionNames(root)

export function actionFile(action: string): ActionFile {
  return parse(readFileSync(join(root, 'actions', action, 'action.yml'), 'utf8')) as ActionFile
}

/** Names of the inputs that action.yml declares, sorted. */
export function declaredInputs(action: string): string[] {
  return Object.keys(actionFile(action).inputs ?? {}).sort()
}

export function requiredInputs(action: string): string[] {
  return Object.entries(actionFile(action).inputs ?? {})
    .filter(([, { required }]) => required)
    .map(([name]) => name)
}

/** Names of the outputs that action.yml declares, sorted. */
export function declaredOutputs(action: string): string[] {
  return Object.keys(actionFile(action).outputs ?? {}).sort()
}

/** The inputs as passed by the runner if the caller sets none. */
export function actionDefaults(action: string): Record<string, string> {
  const inputs = Object.entries(actionFile(action).inputs ?? {})
  return Object.fromEntries(
    // An expression is evaluated by the runner; a test has no token of a run.
    inputs.map(([name, { default: value = '' }]) => [name, String(value).replace(/^\$\{\{.*\}\}$/, '')]),
  )
}
