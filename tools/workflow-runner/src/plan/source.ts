import { existsSync, realpathSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { UserError } from '@tsh/action'
import { askGit } from '../actions/git.ts'
import type { RepositoryFacts } from '../run/context/github-context.ts'
import type { Source } from './definition.ts'

/** Which repository a workflow file belongs to: the given one when it lies in it, else the one found around the file. */
export async function sourceOf(file: string, repository: string, facts: RepositoryFacts): Promise<Source> {
  if (!existsSync(file)) throw new UserError(`There is no workflow file '${file}'`)
  if (!existsSync(repository)) throw new UserError(`There is no repository folder '${repository}'`)
  const real = realpathSync(file)
  const given = realpathSync(repository)
  const root = real.startsWith(given + sep) ? given : await repositoryOf(real)
  return { root, path: relative(root, real), repository: facts.repository, ref: facts.ref }
}

/** The git root around a file, or the folder above `.github/workflows`, or its own folder. */
export async function repositoryOf(file: string): Promise<string> {
  const folder = dirname(file)
  const top = await askGit(folder, 'rev-parse', '--show-toplevel')
  if (top) return top
  const marker = `${sep}.github${sep}workflows`
  return folder.endsWith(marker) ? folder.slice(0, -marker.length) : folder
}
