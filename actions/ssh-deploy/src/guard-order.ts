import { UserError } from '@tsh/action'
import type { Version } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { fetchCommit, fetchHistory } from './checkout.ts'
import type { DeployInputs } from './inputs.ts'

/**
 * Refuses a commit that comes before the live one: a run that was started again, or that waited behind a newer one, would
 * replace that one's work, and no one would be notified.
 * @throws UserError naming both commits
 */
export async function guardOrder(
  {
    application: { path },
    version,
    sha,
    allowDowngrade,
  }: Pick<DeployInputs, 'application' | 'version' | 'sha' | 'allowDowngrade'>,
  remote: Remote,
  live: Version | undefined,
): Promise<void> {
  if (!live || live.sha === sha || allowDowngrade) return
  await fetchCommit(remote, path, sha)
  if (!(await isOlder(remote, path, { sha, than: live.sha }))) return
  throw new UserError(
    `${version} (commit ${sha.slice(0, 12)}) is older than ${live.version}, which is live (commit ${live.sha.slice(0, 12)}). Set "allow-downgrade" if it is meant, or roll back`,
  )
}

/** The history of a shallow clone ends before an older commit, so there "no" proves nothing until the rest is fetched. */
async function isOlder(
  remote: Remote,
  path: string,
  { sha, than }: { sha: string; than: string },
): Promise<boolean> {
  const git = (...words: string[]) => remote.run(['git', '-C', path, ...words], { allowFailure: true })
  // A commit that the server does not have any more is an error, and proves no order either.
  const isAncestor = async (one: string, other: string): Promise<boolean> =>
    (await git('merge-base', '--is-ancestor', one, other)).code === 0
  if (await isAncestor(sha, than)) return true
  if (await isAncestor(than, sha)) return false
  const { stdout } = await git('rev-parse', '--is-shallow-repository')
  if (!/^true$/m.test(stdout)) return false
  await fetchHistory(remote, path)
  return isAncestor(sha, than)
}
