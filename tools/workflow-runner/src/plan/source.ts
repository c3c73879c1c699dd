import { existsSync, realpathSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { UserError } from '@tsh/action'
import { queryGit } from '../actions/git.ts'
import type { RepositoryFacts } from '../run/context/github-context.ts'
import type { Source } from './definition.ts'

/** The repository of a workflow file: the given one if it contains the file, else the one surrounding the file. */
export async function sourceOf(file: string, repository: string, facts: RepositoryFacts): Promise<Source> {
  if (!existsSync(file)) throw new UserError(`workflow file '${file}' does not exist`)
  if (!existsSync(repository)) throw new UserError(`repository folder '${repository}' does not exist`)
  const real = realpathSync(file)
  const given = realpathSync(repository)
  const root = real.startsWith(given + sep) ? given : await repositoryOf(real)
  return { root, path: relative(root, real), repository: facts.repository, ref: facts.ref }
}

/** The git root around a file, or the folder above `.github/workflows`, or its own folder. */
export async function repositoryOf(file: string): Promise<string> {
  const folder = dirname(file)
  const top = await queryGit(folder, 'rev-parse', '--show-toplevel')
  if (top) return top
  const marker = `${sep}.github${sep}workflows`
  return folder.endsWith(marker) ? folder.slice(0, -marker.length) : folder
}
