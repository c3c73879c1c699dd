/** Length of the short commit in a version, as in `staging-1a2b3c4`. */
const SHORT_SHA_LENGTH = 7

/** The environment whose versions have no date. */
export const STAGING = 'staging'

/** The format of an environment name; a version that contains it is an image tag of at most 128 characters. */
export const ENVIRONMENT = {
  pattern: /^[a-z][a-z0-9-]{0,62}$/,
  expected: 'the name of an environment (a lower-case letter, then letters, digits and "-", at most 63)',
}

/** The format of a version: an image tag. */
export const VERSION_FORM = {
  pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
  expected: 'a version (letters, digits, ".", "_" and "-", at most 128)',
}

export function shortSha(sha: string): string {
  return sha.slice(0, SHORT_SHA_LENGTH)
}

/** `staging-<short sha>`, otherwise `<environment>-v<YYYY.MM.DD>-<short sha>` with the UTC date. */
export function formatVersion(environment: string, sha: string, now: Date): string {
  if (environment === STAGING) return `${STAGING}-${shortSha(sha)}`
  const day = now.toISOString().slice(0, 10).replaceAll('-', '.')
  return `${environment}-v${day}-${shortSha(sha)}`
}

const COMMIT = /^([0-9a-f]{7,40})$/
const DAY_AND_COMMIT = /^v\d{4}\.\d{2}\.\d{2}-([0-9a-f]{7,40})$/

/** The short commit in a version of this environment, or undefined when the text is not a version. */
export function parseVersion(environment: string, version: string): string | undefined {
  if (!version.startsWith(`${environment}-`)) return undefined
  const form = environment === STAGING ? COMMIT : DAY_AND_COMMIT
  return form.exec(version.slice(environment.length + 1))?.[1]
}

/** An example version of an environment, for messages. */
export const exampleVersion = (environment: string): string =>
  environment === STAGING ? `${STAGING}-1a2b3c4` : `${environment}-v2026.01.31-1a2b3c4`
