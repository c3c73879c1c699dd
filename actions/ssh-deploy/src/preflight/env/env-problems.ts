import { envValue } from '@tsh/deployment'
import { linesOf, type QueryResults } from '@tsh/server-query'

/** Problems of the env file. They contain no values. */
export function envProblems({ path, env, mounted }: QueryResults, server: string, file: string): string[] {
  if (path?.code !== 0 || !env) return []
  if (env.code !== 0) {
    const cannot = /No such file/.test(env.text) ? 'does not exist' : 'cannot be read'
    return [`${file} ${cannot} on ${server}. Check "path" and "env-file", or create it from its example`]
  }
  if (linesOf(mounted).length > 0)
    return [
      `${file} on ${server} is a mount point, so it cannot be replaced atomically. Mount its folder instead, or copy the file there`,
    ]
  const unencoded = unencodedCharacters(envValue(env.text, 'DATABASE_URL') ?? '')
  if (unencoded.length === 0) return []
  const codes = unencoded.map(character => `"${character}" as ${encodeURIComponent(character)}`).join(', ')
  return [
    `DATABASE_URL in ${file} has a password that must be percent-encoded: write ${codes} (expected SCHEME://USER:PASSWORD@HOST:PORT/DATABASE)`,
  ]
}

/** Bad practices in the env file. */
export function envWarnings({ mode }: QueryResults, file: string): string[] {
  if (mode?.code !== 0 || !/[4-7]$/.test(mode.text)) return []
  return [
    `${file} is readable by every user on the server (mode ${mode.text}). Set its mode with "chmod 600"`,
  ]
}

/** A valid URL: the password has no reserved characters, and a later `@` is only in the value of a query parameter. */
const WELL_FORMED =
  /^[a-z][a-z0-9+.-]*:\/\/(?:[^:/@?#]*(?::([^@/?#[\]\s]*))?@)?[^:/@?#]+(?::\d+[^:/@?#]*)*(?:\/[^@?#]*)?(?:\?[^@]*=.*)?$/is
/** Any other URL; the last `@` precedes the host. */
const MALFORMED = /^[a-z][a-z0-9+.-]*:\/\/[^:/@?#]*:(.*)@[^@]+$/is

/** The characters in the password of a URL that would terminate it early or start an invalid escape. */
export function unencodedCharacters(url: string): string[] {
  const password = (WELL_FORMED.exec(url) ?? MALFORMED.exec(url))?.[1] ?? ''
  return [...new Set(password.match(/[@/?#[\]\s]|%(?![0-9a-f]{2})/gi) ?? [])]
}
