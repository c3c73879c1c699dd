/** Length of the commit in a version, as in `staging-1a2b3c4`. */
const SHORT = 7

/** The environment whose versions have no day. */
export const STAGING = 'staging'

/** What the name of an environment must be; a version with it is the tag of an image, of 128 characters at most. */
export const ENVIRONMENT = {
  pattern: /^[a-z][a-z0-9-]{0,62}$/,
  expected: 'the name of an environment (a lower-case letter, then letters, digits and "-", at most 63)',
}

/** What a version must be: the tag of an image. */
export const VERSION_FORM = {
  pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
  expected: 'a version (letters, digits, ".", "_" and "-", at most 128)',
}

export function shortSha(sha: string): string {
  return sha.slice(0, SHORT)
}

/** `staging-<short sha>`, and elsewhere `<environment>-v<YYYY.MM.DD>-<short sha>`; the day is the day in UTC. */
export function formatVersion(environment: string, sha: string, now: Date): string {
  if (environment === STAGING) return `${STAGING}-${shortSha(sha)}`
  const day = now.toISOString().slice(0, 10).replaceAll('-', '.')
  return `${environment}-v${day}-${shortSha(sha)}`
}

const COMMIT = /^([0-9a-f]{7,40})$/
const DAY_AND_COMMIT = /^v\d{4}\.\d{2}\.\d{2}-([0-9a-f]{7,40})$/

/** The short commit of a version of this environment, or nothing when the text is not one. */
export function parseVersion(environment: string, version: string): string | undefined {
  if (!version.startsWith(`${environment}-`)) return undefined
  const form = environment === STAGING ? COMMIT : DAY_AND_COMMIT
  return form.exec(version.slice(environment.length + 1))?.[1]
}

/** A version of an environment, for messages. */
export const exampleVersion = (environment: string): string =>
  environment === STAGING ? `${STAGING}-1a2b3c4` : `${environment}-v2026.01.31-1a2b3c4`
