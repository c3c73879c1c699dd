import { UserError } from '@tsh/action'
import type { Version } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { fetchCommit } from './checkout.ts'
import type { DeployInputs } from './inputs.ts'

/**
 * Refuses a commit that comes before the live one: a run that was started again, or that waited behind a newer one, would
 * take that one's work away, and nobody would be told.
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
  const command = ['git', '-C', path, 'merge-base', '--is-ancestor', sha, live.sha]
  // 1 is "no"; anything else is a commit that the server does not have any more, which proves no order.
  const { code } = await remote.run(command, { allowFailure: true })
  if (code !== 0) return
  throw new UserError(
    `${version} (commit ${sha.slice(0, 12)}) is older than ${live.version}, which is live (commit ${live.sha.slice(0, 12)}). Set "allow-downgrade" if it is meant, or roll back`,
  )
}
