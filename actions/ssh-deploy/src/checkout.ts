import { log, UserError } from '@tsh/action'
import { checkOutCommit, runJob } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { localChanges } from './local-changes.ts'

/** Brings the server's checkout to a commit. Local changes to tracked files are never overwritten. */
export async function checkOut(remote: Remote, path: string, sha: string): Promise<void> {
  const changed = await remote.run(['git', '-C', path, 'status', '--porcelain', '--untracked-files=no'])
  const problem = localChanges(changed.stdout, remote.name, path)
  if (problem) throw new UserError(problem)
  await fetchCommit(remote, path, sha)
  await checkOutCommit(remote, path, sha)
  log.info(`Checked out ${sha}`)
}

/** Seconds that fetching may take. */
const LONGEST_FETCH = 600

/** Gets a commit from the repository's origin, unless the server has it. */
export async function fetchCommit(remote: Remote, path: string, sha: string): Promise<void> {
  const git = ['git', '-C', path]
  const known = await remote.run([...git, 'cat-file', '-e', `${sha}^{commit}`], { allowFailure: true })
  if (known.code === 0) return
  const command = [...git, 'fetch', '--quiet', 'origin', sha]
  await runJob(remote, { path }, { name: 'git fetch', command, deadline: LONGEST_FETCH })
}

/** Keeps the pipeline's own folder out of what git shows. */
export async function excludeDeployFolder(remote: Remote, path: string): Promise<void> {
  const script =
    'file="$1/.git/info/exclude"; mkdir -p "$1/.git/info"; grep -qx /.deploy/ "$file" 2>/dev/null || echo /.deploy/ >> "$file"'
  await remote.run(['sh', '-euc', script, 'exclude .deploy from git', path])
}
