import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'

/** The public interface of an action, as defined in its definition.ts. */
export interface Definition {
  action: ActionDefinition
  inputs: InputDefinitions
  outputs: OutputDefinitions
}

/** The names of all actions, sorted: the folders in `actions/`. Folders with only node_modules are leftovers of other branches. */
export const actionNames = (root: string): string[] =>
  readdirSync(join(root, 'actions'))
    .filter(name => existsSync(join(root, 'actions', name, 'src')))
    .sort()

/** @throws Error if the action has no definition */
export async function definitionOf(root: string, action: string): Promise<Definition> {
  const file = join(root, 'actions', action, 'src/definition.ts')
  return (await import(pathToFileURL(file).href)) as Definition
}
