import { log } from '@tsh/action'
import type { CommitBundle } from '@tsh/github/commit-bundle'
import type { Remote } from '@tsh/remote'
import type { Shell } from '@tsh/shell'
import { CHECKOUT_FUNCTIONS } from './checkout-script.ts'

export type { CommitBundle }

/** A commit and the checkout that needs it. */
export interface WantedCommit {
  /** Of the checkout on the server, which may not exist yet. */
  path: string
  sha: string
}

/** Prints `known` if the server has the commit, else the commit that is checked out there, if any. */
const WHAT_IT_HAS = `if git -C "$1" cat-file -e "$2^{commit}" 2> /dev/null; then echo known
else git -C "$1" rev-parse --quiet --verify HEAD 2> /dev/null || true; fi`

/**
 * Bundles a commit for a server.
 * @param token with read access to the repository (`contents: read`)
 * @returns undefined when the server has the commit
 */
export async function commitToTransfer(
  { shell, token }: { shell: Shell; token: string },
  remote: Remote,
  { path, sha }: WantedCommit,
): Promise<CommitBundle | undefined> {
  const { stdout } = await remote.run(['sh', '-uc', WHAT_IT_HAS, 'look for the commit', path, sha])
  const known = stdout.trim()
  if (known === 'known') return undefined
  const { bundleCommit } = await import('@tsh/github/commit-bundle')
  return bundleCommit({ shell, token }, { sha, known })
}

/** Fetches a commit from the transferred file in stdin. */
const RECEIVE = `${CHECKOUT_FUNCTIONS}cd "$1"
commit_source=$(mktemp "\${TMPDIR:-/tmp}/tsh-commit.XXXXXXXXXX") || exit 1
trap 'rm -f "$commit_source"' EXIT
trap 'exit 1' HUP INT TERM
cat > "$commit_source" && fetch_commit "$2"`

/** Transfers a commit into the repository of a checkout. */
export async function transferCommit(
  remote: Remote,
  { path, sha }: WantedCommit,
  commit: CommitBundle,
): Promise<void> {
  log.info(`Transferring commit ${sha}`)
  await remote.run(['sh', '-uc', RECEIVE, 'receive the commit', path, sha], { input: commit.read() })
}
