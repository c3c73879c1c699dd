import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { envValue } from '@tsh/deployment'
import type { Given } from './interpolation.ts'

/** Variables with these prefixes contain secrets of this action and the runner; they are never passed to a build. */
const WITHHELD = /^(INPUT|STATE|ACTIONS)_/

/**
 * The variables of the step that are meant for a build, by name. An empty one is treated as unset: `${{ vars.NAME }}`
 * is empty if there is no such variable.
 */
export function stepVariables(names: readonly string[]): Record<string, string> {
  const found = names.map(name => [name, WITHHELD.test(name) ? '' : (process.env[name] ?? '')] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== ''))
}

/** The variables of the step and of a file `.env` in the project folder. */
export async function givenIn(folder: string): Promise<Given> {
  const file = await readFile(join(folder, '.env'), 'utf8').catch(() => '')
  return name => stepVariables([name])[name] ?? envValue(file, name)
}
