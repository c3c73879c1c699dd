import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'

/** Everything that a user sees of an action, as its definition.ts has it. */
export interface Definition {
  action: ActionDefinition
  inputs: InputDefinitions
  outputs: OutputDefinitions
}

export const actionNames = (root: string): string[] => readdirSync(join(root, 'actions')).sort()

/** @throws Error when the action has no definition */
export async function definitionOf(root: string, action: string): Promise<Definition> {
  const file = join(root, 'actions', action, 'src/definition.ts')
  return (await import(pathToFileURL(file).href)) as Definition
}
