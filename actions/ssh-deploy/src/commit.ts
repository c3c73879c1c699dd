import { type CommitBundle, commitToTransfer } from '@tsh/deployment'
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
  { application: { path }, sha, transferToken: token }: DeployInputs,
  { shell, server }: { shell: Shell; server: Remote },
  work: (target: DeployTarget) => Promise<T>,
): Promise<T> {
  const commit =
    token === undefined ? undefined : await commitToTransfer({ shell, token }, server, { path, sha })
  try {
    return await work({ server, commit })
  } finally {
    commit?.remove()
  }
}
