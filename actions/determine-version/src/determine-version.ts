import { log, writeSummary } from '@tsh/action'
import { formatVersion } from '@tsh/deployment'
import type { VersionInputs } from './inputs.ts'

/** Looks a commit up in the repository: the full id of a short one. */
export type FindCommit = (commit: string, token: string) => Promise<string>

export interface DeterminedVersion {
  version: string
  sha: string
  /** Whether this version existed before the run. */
  redeploy: boolean
}

/** The version that this run deploys: a new one for the run's commit, or the existing one that was asked for. */
export async function determineVersion(
  { environment, existing, token, sha }: VersionInputs,
  findCommit: FindCommit,
  now = new Date(),
): Promise<DeterminedVersion> {
  const determined = existing
    ? { version: existing.version, sha: await findCommit(existing.commit, token), redeploy: true }
    : { version: formatVersion(environment, sha, now), sha, redeploy: false }
  log.info(`Version ${determined.version}, commit ${determined.sha}`)
  await writeSummary(
    `**Version** \`${determined.version}\`, commit \`${determined.sha}\`${existing ? ' (deployed again)' : ''}\n`,
  )
  return determined
}
