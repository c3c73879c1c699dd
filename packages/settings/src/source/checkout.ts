import { dirname, posix } from 'node:path'
import { UserError } from '@tsh/action'
import { plainEnvironment, type Shell, shell } from '@tsh/shell'
import { MAX_SETTINGS_BYTES, sizeProblem } from '../file/source-text.ts'
import type { CommittedFile, SettingsRequest } from './request.ts'

type Commit = Pick<SettingsRequest, 'path' | 'sha'>

/**
 * A file at the commit of the run, from the git objects of the checkout. The working tree is not read: an earlier step may
 * have changed it.
 * @returns undefined when there is no checkout that has the commit
 */
export async function fileInCheckout(
  workspace: string | undefined,
  commit: Commit,
  local: Shell = shell,
): Promise<CommittedFile | undefined> {
  if (!workspace) return undefined
  const git = gitIn(workspace, local)
  const entry = await entryAt(git, commit, MAX_LINKS)
  if (entry === undefined || entry === 'missing') return entry && {}
  if (entry.bytes > MAX_SETTINGS_BYTES) throw new UserError(`${commit.path} ${sizeProblem(entry.bytes)}`)
  const text = await git('cat-file', 'blob', entry.id)
  return text === undefined ? undefined : { text }
}

/** @returns stdout, or undefined when git fails */
type Git = (...args: string[]) => Promise<string | undefined>

function gitIn(workspace: string, local: Shell): Git {
  const env = plainEnvironment({
    // Only a repository in the workspace itself, only its own objects, and no prompts.
    GIT_CEILING_DIRECTORIES: dirname(workspace),
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
  })
  return async (...args) => {
    try {
      const { code, stdout } = await local.run('git', args, { cwd: workspace, env, allowFailure: true })
      return code === 0 ? stdout : undefined
    } catch (error) {
      // git is not installed, or the workspace does not exist.
      if (error instanceof UserError) return undefined
      throw error
    }
  }
}

interface Entry {
  id: string
  bytes: number
}

/** Maximum chain of symbolic links. */
const MAX_LINKS = 5

async function entryAt(
  git: Git,
  { path, sha }: Commit,
  linksLeft: number,
): Promise<Entry | 'missing' | undefined> {
  const listed = await git('ls-tree', '-l', '-z', '--full-tree', sha, '--', path)
  if (listed === undefined) return undefined
  if (listed === '') return 'missing'
  const [, mode, id = '', bytes] = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t/.exec(listed) ?? []
  if (mode === '040000') throw new UserError(`${path} is a folder. Set "settings" to a file`)
  if (mode === '160000')
    throw new UserError(`${path} is a submodule. Set "settings" to a file in this repository`)
  if (mode !== '120000') return { id, bytes: Number(bytes) }
  const target = (await git('cat-file', 'blob', id)) ?? ''
  const followed = posix.join(posix.dirname(path), target)
  if (linksLeft === 0 || target.startsWith('/') || followed.split('/')[0] === '..')
    throw new UserError(`${path} is a symbolic link that does not point to a file in this repository`)
  return await entryAt(git, { path: followed, sha }, linksLeft - 1)
}
