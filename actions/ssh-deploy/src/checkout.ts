import { log, UserError } from '@tsh/action'
import {
  CHECKOUT_FUNCTIONS,
  type CommitBundle,
  changedFiles,
  checkOutCommit,
  EXCLUDE_DEPLOY_FOLDER,
  runJob,
  transferCommit,
  type WantedCommit,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { localChangesProblem } from './preflight/local-changes.ts'

/** Checks out a commit that the server has. Local changes to tracked files are never overwritten. */
export async function checkOut(remote: Remote, path: string, sha: string): Promise<void> {
  const problem = localChangesProblem(await changedFiles(remote, path), remote.name, path)
  if (problem) throw new UserError(problem)
  await checkOutCommit(remote, path, sha)
  log.info(`Checked out ${sha}`)
}

const MAX_FETCH_SECONDS = 600

const FETCH = `${CHECKOUT_FUNCTIONS}cd "$1"
fetch_commit "$2"`

/**
 * Brings a commit to the server, unless it has it.
 * @param commit the commit if it has to be transferred; otherwise it is fetched from the remote of the checkout
 */
export async function fetchCommit(
  remote: Remote,
  { path, sha }: WantedCommit,
  commit?: CommitBundle,
): Promise<void> {
  if (commit) return transferCommit(remote, { path, sha }, commit)
  const known = await remote.run(['git', '-C', path, 'cat-file', '-e', `${sha}^{commit}`], {
    allowFailure: true,
  })
  if (known.code !== 0) await runFetch(remote, path, ['sh', '-uc', FETCH, 'fetch the commit', path, sha])
}

/** Fetches the history that is missing in a shallow clone. */
export async function fetchHistory(remote: Remote, path: string): Promise<void> {
  log.info(
    `${path} on ${remote.name} is a shallow clone; fetching its history to determine the order of commits`,
  )
  const options = ['-c', 'core.hooksPath=/dev/null', 'fetch', '--quiet', '--no-recurse-submodules']
  await runFetch(remote, path, ['git', '-C', path, ...options, '--unshallow', 'origin'])
}

const runFetch = (remote: Remote, path: string, command: readonly string[]): Promise<void> =>
  runJob(remote, { path }, { name: 'git fetch', command, deadline: MAX_FETCH_SECONDS })

/** Excludes the deployment folder from `git status`. */
export async function excludeDeployFolder(remote: Remote, path: string): Promise<void> {
  await remote.run(['sh', '-euc', `cd "$1"\n${EXCLUDE_DEPLOY_FOLDER}`, 'exclude .deploy from git', path])
}
