import { readInputs, workflowRun } from '@tsh/action'
import { type Environment, parseVersion } from '@tsh/deployment'

export interface VersionInputs {
  environment: Environment
  /** An existing version to deploy again, and the commit in it; missing for a new version. */
  existing: { version: string; commit: string } | undefined
  token: string
  /** The commit of the run. */
  sha: string
}

export function readVersionInputs(): VersionInputs {
  return readInputs(input => {
    const environment = input.choice('environment', ['staging', 'production'] as const)
    const version = input.text('version', { required: false })
    const commit = version === '' ? undefined : parseVersion(environment, version)
    if (version !== '' && !commit) {
      const form = environment === 'staging' ? 'staging-1a2b3c4' : 'production-v2026.01.31-1a2b3c4'
      input.problem(`input "version" is not a ${environment} version such as ${form}, got "${version}"`)
    }
    const { sha } = workflowRun()
    if (!/^[0-9a-f]{40}$/.test(sha)) input.problem(`GITHUB_SHA is not a commit, got "${sha}"`)
    return {
      environment,
      existing: commit ? { version, commit } : undefined,
      token: input.secret('github-token', {
        required: commit !== undefined,
        hint: 'Leave it at its default',
      }),
      sha,
    }
  })
}
