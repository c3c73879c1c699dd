import { bundleCommit, type CommitBundle } from '@tsh/github'
import type { Remote } from '@tsh/remote'
import type { Shell } from '@tsh/shell'
import type { DeployInputs } from './inputs.ts'

/** Where a commit is deployed. */
export interface DeployTarget {
  server: Remote
  /** The commit if it has to be transferred; undefined when the server has it, or fetches it. */
  commit?: CommitBundle | undefined
}

/** Does the work with the commit, which is bundled first if it has to be transferred. */
export async function withCommit<T>(
  inputs: DeployInputs,
  { shell, server }: { shell: Shell; server: Remote },
  work: (target: DeployTarget) => Promise<T>,
): Promise<T> {
  const commit = await commitToTransfer(inputs, shell, server)
  try {
    return await work({ server, commit })
  } finally {
    commit?.remove()
  }
}

/** Prints `known` if the server has the commit, else the commit that is checked out there, if any. */
const WHAT_IT_HAS = `if git -C "$1" cat-file -e "$2^{commit}" 2> /dev/null; then echo known
else git -C "$1" rev-parse --quiet --verify HEAD 2> /dev/null || true; fi`

async function commitToTransfer(
  { application: { path }, sha, transferToken: token }: DeployInputs,
  shell: Shell,
  server: Remote,
): Promise<CommitBundle | undefined> {
  if (token === undefined) return undefined
  const { stdout } = await server.run(['sh', '-uc', WHAT_IT_HAS, 'look for the commit', path, sha])
  const known = stdout.trim()
  return known === 'known' ? undefined : bundleCommit({ shell, token }, { sha, known })
}
