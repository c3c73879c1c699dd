import type { EnvFacts } from '@tsh/deployment'
import { byRelease, type Finding, missing, proven } from './finding.ts'

/** The host key that was accepted. */
export const hostKey = byRelease(({ hostKey }): Finding => {
  if (!hostKey) return missing('the journal has no fingerprint of the host key')
  return proven(`accepted the pinned host key ${hostKey}`, { fingerprint: hostKey })
})

/** Branch and commit: determine-version has refused other branches, and the journal has what was checked out. */
export const branch = byRelease((release, { sha, branch }): Finding => {
  if (branch === '') return missing('the branch of the run is unknown')
  if (release.sha !== sha) return missing(`the journal has the commit ${release.sha || 'none'}, not ${sha}`)
  return proven(`${branch}, commit ${sha}`, { branch, commit: sha })
})

/** The env file belongs to the environment, is private, and has all keys. */
export const envFile = byRelease(({ env }, { environment }): Finding => {
  if (env === undefined) return missing('the journal has no facts about the env file')
  const problem = envProblem(env, environment)
  if (problem !== undefined) return missing(`${env.file}: ${problem}`)
  return proven(`${env.file}, ENVIRONMENT=${env.environment}, mode ${env.mode}, all of ${env.keys} keys`, env)
})

/** Only the owner has access. */
const PRIVATE = /^[0-7]?[4-7]00$/
const MAX_KEYS = 5

function envProblem({ mode, missing, environment }: EnvFacts, expected: string): string | undefined {
  if (environment === undefined) return `ENVIRONMENT is not set. Set it to ${expected}`
  if (environment !== expected) return `ENVIRONMENT is another one than ${expected}`
  if (!PRIVATE.test(mode)) return `its mode is ${mode || 'unknown'}. Set it with "chmod 600"`
  if (missing.length === 0) return undefined
  const more = missing.length > MAX_KEYS ? ` and ${missing.length - MAX_KEYS} more` : ''
  return `it lacks keys of its example: ${missing.slice(0, MAX_KEYS).join(', ')}${more}`
}
