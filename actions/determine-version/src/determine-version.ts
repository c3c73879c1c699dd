import { escapeMarkdown, log, UserError, writeSummary } from '@tsh/action'
import { formatVersion, STAGING } from '@tsh/deployment'
import { branchOf } from './allowed-branches.ts'
import type { Skipped, VersionInputs } from './inputs.ts'

/** The commits of the repository. */
export interface Commits {
  /** The full SHA that GitHub resolves a short one to; it may be that of a branch or tag with this name. */
  find(commit: string): Promise<string>
  /** Whether a branch contains a commit. */
  isOn(branch: string, sha: string): Promise<boolean>
  defaultBranch(): Promise<string>
}

export interface DeterminedVersion {
  version: string
  sha: string
  /** Whether this version existed before the run. */
  redeploy: boolean
}

type Inputs = Pick<VersionInputs, 'environment' | 'existing' | 'skipped' | 'sha' | 'ref'>

/**
 * The version that this run deploys: a new one for the run's commit, or the existing one that is requested.
 * @param branches branches that may be deployed; undefined when no setting lists any
 */
export async function determineVersion(
  inputs: Inputs,
  commits: Commits,
  branches: readonly string[] | undefined,
  now = new Date(),
): Promise<DeterminedVersion> {
  const { environment, existing, skipped, sha } = inputs
  const determined = existing
    ? {
        ...{ version: existing.version, redeploy: true },
        sha: await commitOf(existing, commits, branches ?? (await mergedBranches(inputs, commits))),
      }
    : { version: formatVersion(environment, sha, now), sha, redeploy: false }
  log.info(`Version ${determined.version}, commit ${determined.sha}`)
  await writeSummary(
    `**Version** \`${determined.version}\`, commit \`${determined.sha}\`${existing ? ' (redeployed)' : ''}\n`,
  )
  if (skipped) await reportSkipped(skipped)
  return determined
}

async function reportSkipped({ parts, reason }: Skipped): Promise<void> {
  log.info(`Skipped (${parts.join(', ')}) because: ${reason}`)
  await writeSummary(`> Skipped (${parts.join(', ')}) because: ${escapeMarkdown(reason)}\n`)
}

/** The default branch, and in staging also that of the run: a staged commit need not be merged yet. */
async function mergedBranches(
  { environment, ref }: Pick<Inputs, 'environment' | 'ref'>,
  commits: Commits,
): Promise<string[]> {
  const branch = environment === STAGING ? branchOf(ref) : undefined
  return [...new Set([await commits.defaultBranch(), ...(branch === undefined ? [] : [branch])])]
}

/** @throws UserError when the commit differs, or is not on any of the branches: anyone can push a branch, or fork */
async function commitOf(
  { version, commit }: NonNullable<Inputs['existing']>,
  commits: Commits,
  branches: readonly string[],
): Promise<string> {
  const sha = await commits.find(commit)
  if (!sha.startsWith(commit))
    throw new UserError(
      `input "version" contains commit ${commit}, but GitHub resolves that name to a branch or tag pointing to ${sha}. Delete the branch or tag named ${commit}`,
    )
  for (const branch of branches) if (await commits.isOn(branch, sha)) return sha
  throw new UserError(
    `commit ${commit} of version ${version} is not on ${branches.join(' or ')}, but only merged commits are deployed. Merge it, or add its branch to "branches" in the settings of the default branch`,
  )
}
