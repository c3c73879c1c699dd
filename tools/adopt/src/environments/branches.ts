import type { GitRepository } from '../git-repository.ts'
import type { EnvironmentName } from './file-words.ts'

const STAGING = ['develop', 'staging', 'stage', 'development', 'dev', 'preview']

/** The branch that is deployed to an environment; undefined if the repository has none for staging. */
export function branchOf(
  { branches, defaultBranch }: Pick<GitRepository, 'branches' | 'defaultBranch'>,
  environment: EnvironmentName,
): string | undefined {
  if (environment === 'staging')
    return STAGING.find(name => branches.includes(name) && name !== defaultBranch)
  if (!STAGING.includes(defaultBranch)) return defaultBranch
  // Git flow: the default branch is where work is merged, and releases have their own.
  return ['main', 'master', 'production'].find(name => branches.includes(name)) ?? defaultBranch
}
