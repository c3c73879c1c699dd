import { dirname, posix } from 'node:path'
import { UserError } from '@tsh/action'
import { plainEnvironment, type Shell, shell } from '@tsh/shell'
import { MAX_SETTINGS_BYTES, sizeProblem } from '../file/source-text.ts'
import type { CommittedFile, SettingsRequest } from './request.ts'

type Commit = Pick<SettingsRequest, 'path' | 'sha'>

/**
 * A file as the commit of the run has it, from the objects of the checkout. The files of the working tree are not read:
 * an earlier step may have changed them.
 * @returns nothing when there is no checkout that has the commit
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

/** @returns the output, or nothing when git fails */
type Git = (...args: string[]) => Promise<string | undefined>

function gitIn(workspace: string, local: Shell): Git {
  const env = plainEnvironment({
    // Only a repository in the workspace itself, its own objects, and no question to anyone.
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
      // There is no git, or no workspace.
      if (error instanceof UserError) return undefined
      throw error
    }
  }
}

interface Entry {
  id: string
  bytes: number
}

/** Links that lead to links, as many as a file system would follow and more than anyone needs. */
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
    throw new UserError(`${path} is a submodule. Set "settings" to a file of this repository`)
  if (mode !== '120000') return { id, bytes: Number(bytes) }
  const target = (await git('cat-file', 'blob', id)) ?? ''
  const followed = posix.join(posix.dirname(path), target)
  if (linksLeft === 0 || target.startsWith('/') || followed.split('/')[0] === '..')
    throw new UserError(`${path} is a symbolic link that does not lead to a file of this repository`)
  return await entryAt(git, { path: followed, sha }, linksLeft - 1)
}
