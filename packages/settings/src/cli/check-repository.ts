import { readFile } from 'node:fs/promises'
import { resolve as absolute, basename, join } from 'node:path'
import { UserError } from '@tsh/action'
import { shell } from '@tsh/shell'
import { parseSettings } from '../file/parse.ts'
import { applicationName, type ResolvedValue, resolveValues } from '../resolve.ts'
import type { SettingsFile } from '../schema.ts'
import type { Arguments } from './arguments.ts'
import { callerProblems } from './callers.ts'
import type { FileProblem } from './file-problem.ts'

/** The settings of a repository, with every problem in them and in the callers of the workflows. */
export interface CheckedRepository {
  file: string
  environments: { name: string; application: ResolvedApplication; values: readonly ResolvedValue[] }[]
  problems: readonly FileProblem[]
}

export interface ResolvedApplication {
  value: string
  from: 'top level' | 'default'
}

export async function checkRepository({ folder, file, environment }: Arguments): Promise<CheckedRepository> {
  const parsed = parseSettings(await read(join(folder, file)))
  const problems: FileProblem[] = await callerProblems(folder)
  if ('problems' in parsed) {
    const own = parsed.problems.map(problem => ({ ...problem, file }))
    return { file, environments: [], problems: [...own, ...problems] }
  }
  const { settings } = parsed
  const application = await applicationOf(settings, folder)
  const environments = chosen(settings, file, environment).map(name => {
    const names = { environment: name, application: application.value }
    return { name, application, values: resolveValues(settings, names) }
  })
  return { file, environments, problems }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UserError(
        `${path} does not exist. Create it (see docs/settings.md), or pass its path with --file`,
      )
    throw new UserError(`${path} cannot be read (${code})`, { cause: error })
  }
}

function chosen({ environments }: SettingsFile, file: string, name: string | undefined): string[] {
  const names = Object.keys(environments)
  if (name === undefined) return names
  if (!names.includes(name))
    throw new UserError(`${file} does not define the environment "${name}". It defines ${names.join(', ')}`)
  return [name]
}

/** Falls back to the name of the repository: of its remote, else of its folder. */
async function applicationOf(settings: SettingsFile, folder: string): Promise<ResolvedApplication> {
  if (settings.application !== undefined) return { value: settings.application, from: 'top level' }
  const name = (await remoteName(folder)) ?? basename(absolute(folder))
  return { value: applicationName(settings, name), from: 'default' }
}

/** The repository's name at its remote, if there is one. */
async function remoteName(folder: string): Promise<string | undefined> {
  try {
    const args = ['-C', folder, 'remote', 'get-url', 'origin']
    const { code, stdout } = await shell.run('git', args, { allowFailure: true })
    return /([^/:]+?)(\.git)?\/?$/.exec(code === 0 ? stdout.trim() : '')?.[1]
  } catch (error) {
    // git is not installed.
    if (error instanceof UserError) return undefined
    throw error
  }
}
