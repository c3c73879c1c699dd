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

/** @throws Error if the action has no definition, or a description with an expression */
export async function definitionOf(root: string, action: string): Promise<Definition> {
  const file = join(root, 'actions', action, 'src/definition.ts')
  const definition = (await import(pathToFileURL(file).href)) as Definition
  requirePlainDescriptions(action, definition)
  return definition
}

/** GitHub evaluates expressions in every text of an action.yml. @throws Error that names the description */
export function requirePlainDescriptions(action: string, { inputs, outputs }: Definition): void {
  for (const [name, { description }] of Object.entries({ ...inputs, ...outputs }))
    if (description.includes('${{'))
      throw new Error(
        `actions/${action}/src/definition.ts: the description of "${name}" contains "\${{", which GitHub would evaluate. Write the name alone, such as \`needs\``,
      )
}
