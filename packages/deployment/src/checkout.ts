import type { Remote } from '@tsh/remote'

/** Brings the server's checkout to a commit that it has, without a branch. */
export async function checkOutCommit(remote: Remote, path: string, sha: string): Promise<void> {
  const git = ['git', '-C', path, '-c', 'advice.detachedHead=false']
  await remote.run([...git, 'checkout', '--quiet', '--detach', sha])
}
