import { basename, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import type { Shell } from '@tsh/shell'
import { readFiles } from '@tsh/standard/reading'
import type { GitRepository } from './git-repository.ts'

/** Reads the tracked files and the branches of a repository. @throws UserError when it is not a git repository */
export async function readRepository(shell: Shell, folder: string): Promise<GitRepository> {
  const git = async (...args: string[]): Promise<string | undefined> => {
    const { code, stdout } = await shell.run('git', ['-C', folder, ...args], { allowFailure: true })
    return code === 0 ? stdout.trim() : undefined
  }
  const files = await readFiles({ shell }, folder, { trackedOnly: true })
  if ((await git('rev-parse', '--git-dir')) === undefined)
    throw new UserError(`${folder} is not a git repository. Clone it, or run "git init" and commit the files`)
  const refs = (await git('for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes/origin')) ?? ''
  const head = await git('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD')
  const current = await git('symbolic-ref', '--quiet', '--short', 'HEAD')
  const remote = remoteOf((await git('remote', 'get-url', 'origin')) ?? '')
  return {
    files,
    name: remote.name ?? basename(resolve(folder)),
    defaultBranch: head?.replace('refs/remotes/origin/', '') ?? current ?? 'main',
    branches: branchesIn(refs),
    ...(remote.owner === undefined ? {} : { owner: remote.owner }),
  }
}

const branchesIn = (refs: string): string[] => {
  const names = refs.split('\n').map(ref => ref.replace(/^refs\/(heads|remotes\/origin)\//, ''))
  return [...new Set(names)].filter(name => name !== '' && name !== 'HEAD').sort()
}

/** `git@github.com:tsh/erp.git` and `https://github.com/tsh/erp`. A path has no owner. */
function remoteOf(url: string): { owner?: string; name?: string } {
  const [, name] = /([^/:]+?)(?:\.git)?\/?$/.exec(url) ?? []
  const [, owner] = /(?:@|:\/\/)[^/:]+(?::\d+\/|[:/])([^/]+)\/[^/]+$/.exec(url) ?? []
  return { ...(name === undefined ? {} : { name }), ...(owner === undefined ? {} : { owner }) }
}
