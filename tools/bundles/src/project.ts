import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The root folder of this repository. */
export const PROJECT = resolve(import.meta.dirname, '../../..')

/** The names of all actions, sorted. */
export const actionNames = (project = PROJECT): string[] =>
  readdirSync(join(project, 'actions'))
    .filter(name => existsSync(join(project, 'actions', name, 'src')))
    .sort()
