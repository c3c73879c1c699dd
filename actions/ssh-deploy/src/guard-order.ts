import { UserError } from '@tsh/action'
import type { Version } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { fetchHistory } from './checkout.ts'
import type { DeployInputs } from './inputs.ts'

/**
 * Refuses a commit that is older than the live one: a rerun, or a run that waited behind a newer one, would silently
 * replace the newer version. The server has the commit.
 * @throws UserError that names both commits
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
  if (!(await isOlder(remote, path, { sha, than: live.sha }))) return
  throw new UserError(
    `${version} (commit ${sha.slice(0, 12)}) is older than ${live.version}, which is live (commit ${live.sha.slice(0, 12)}). Set "allow-downgrade" if that is intended, or roll back`,
  )
}

/** The history of a shallow clone may not reach an older commit, so "no" is inconclusive until the rest is fetched. */
async function isOlder(
  remote: Remote,
  path: string,
  { sha, than }: { sha: string; than: string },
): Promise<boolean> {
  const git = (...args: string[]) => remote.run(['git', '-C', path, ...args], { allowFailure: true })
  // A commit that is no longer on the server is an error, and inconclusive as well.
  const isAncestor = async (one: string, other: string): Promise<boolean> =>
    (await git('merge-base', '--is-ancestor', one, other)).code === 0
  if (await isAncestor(sha, than)) return true
  if (await isAncestor(than, sha)) return false
  const { stdout } = await git('rev-parse', '--is-shallow-repository')
  if (!/^true$/m.test(stdout)) return false
  await fetchHistory(remote, path)
  return isAncestor(sha, than)
}
