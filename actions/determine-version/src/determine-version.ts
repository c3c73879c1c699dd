import { log, UserError, writeSummary } from '@tsh/action'
import { formatVersion } from '@tsh/deployment'
import type { VersionInputs } from './inputs.ts'

/** The commits of the repository. */
export interface Commits {
  /** The full id of what GitHub finds under a short one, which may be a branch or a tag of that name. */
  find(commit: string): Promise<string>
  /** Whether a branch contains a commit. */
  isOn(branch: string, sha: string): Promise<boolean>
}

export interface DeterminedVersion {
  version: string
  sha: string
  /** Whether this version existed before the run. */
  redeploy: boolean
}

/** The version that this run deploys: a new one for the run's commit, or the existing one that was asked for. */
export async function determineVersion(
  { environment, existing, sha }: Pick<VersionInputs, 'environment' | 'existing' | 'sha'>,
  commits: Commits,
  now = new Date(),
): Promise<DeterminedVersion> {
  const determined = existing
    ? { version: existing.version, sha: await commitOf(existing, commits), redeploy: true }
    : { version: formatVersion(environment, sha, now), sha, redeploy: false }
  log.info(`Version ${determined.version}, commit ${determined.sha}`)
  await writeSummary(
    `**Version** \`${determined.version}\`, commit \`${determined.sha}\`${existing ? ' (deployed again)' : ''}\n`,
  )
  return determined
}

/** @throws UserError when the commit is another one, or on none of the branches: anyone may push a branch, or fork */
async function commitOf(
  { version, commit, branches }: NonNullable<VersionInputs['existing']>,
  commits: Commits,
): Promise<string> {
  const sha = await commits.find(commit)
  if (!sha.startsWith(commit))
    throw new UserError(
      `input "version" names commit ${commit}, and GitHub takes that for a branch or tag (of commit ${sha}). Delete the branch or tag ${commit}`,
    )
  for (const branch of branches) if (await commits.isOn(branch, sha)) return sha
  throw new UserError(
    `commit ${commit} of version ${version} is not on ${branches.join(' or ')}, and only what is merged is deployed. Merge it, or set "branch" to the branch that it is on`,
  )
}
