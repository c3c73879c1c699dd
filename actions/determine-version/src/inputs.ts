import { readInputs, workflowRun } from '@tsh/action'
import { type Environment, parseVersion } from '@tsh/deployment'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

export interface VersionInputs {
  environment: Environment
  /** An existing version to deploy again, the commit in it, and the branches one of which must have it; missing for a new version. */
  existing: { version: string; commit: string; branches: readonly string[] } | undefined
  token: string
  /** The commit of the run. */
  sha: string
}

/** Neither a range of commits nor the branch of a fork. */
const BRANCH = { pattern: /^(?!.*\.\.)[^\s:~^?*[\\]+$/, expected: 'the name of a branch' }

export async function readVersionInputs(): Promise<VersionInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const environment = input.choice('environment', ['staging', 'production'] as const)
    const version = input.text('version', { required: false })
    const commit = version === '' ? undefined : parseVersion(environment, version)
    if (version !== '' && !commit) {
      const form = environment === 'staging' ? 'staging-1a2b3c4' : 'production-v2026.01.31-1a2b3c4'
      input.problem(`input "version" is not a ${environment} version such as ${form}, got "${version}"`)
    }
    const { sha, branch } = workflowRun()
    const merged = input.text('branch', commit === undefined ? { required: false } : BRANCH)
    // What is staged need not be merged yet.
    const branches = environment === 'staging' && branch !== '' ? [merged, branch] : [merged]
    if (!/^[0-9a-f]{40}$/.test(sha)) input.problem(`GITHUB_SHA is not a commit, got "${sha}"`)
    return {
      environment,
      existing: commit ? { version, commit, branches: [...new Set(branches)] } : undefined,
      token: input.secret('github-token', {
        required: commit !== undefined,
        hint: 'Leave it at its default',
      }),
      sha,
    }
  })
}
