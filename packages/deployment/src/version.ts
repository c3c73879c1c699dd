/** Length of the commit in a version, as in `staging-1a2b3c4`. */
const SHORT = 7

const FORMS = {
  staging: /^staging-([0-9a-f]{7,40})$/,
  production: /^production-v\d{4}\.\d{2}\.\d{2}-([0-9a-f]{7,40})$/,
}

export type Environment = keyof typeof FORMS

export function shortSha(sha: string): string {
  return sha.slice(0, SHORT)
}

/** `staging-<short sha>` or `production-v<YYYY.MM.DD>-<short sha>`; the day is the day in UTC. */
export function formatVersion(environment: Environment, sha: string, now: Date): string {
  if (environment === 'staging') return `staging-${shortSha(sha)}`
  const day = now.toISOString().slice(0, 10).replaceAll('-', '.')
  return `production-v${day}-${shortSha(sha)}`
}

/** The short commit of a version of this environment, or nothing when the text is not one. */
export function parseVersion(environment: Environment, version: string): string | undefined {
  return FORMS[environment].exec(version)?.[1]
}
