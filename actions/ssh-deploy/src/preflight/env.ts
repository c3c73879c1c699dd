import { envValue } from '@tsh/deployment'
import { linesOf, type QueryResults } from '@tsh/server'

/** What is wrong with the env file, without a value of it. */
export function envProblems({ path, env, mounted }: QueryResults, server: string, file: string): string[] {
  if (path?.code !== 0 || !env) return []
  if (env.code !== 0) {
    const cannot = /No such file/.test(env.text) ? 'does not exist' : 'cannot be read'
    return [`${file} ${cannot} on ${server}. Check "path" and "env-file", or create it from its example`]
  }
  if (linesOf(mounted).length > 0)
    return [
      `${file} on ${server} is a mount, and so cannot be replaced in one step. Mount its folder instead, or copy the file to its place`,
    ]
  const unencoded = unencodedCharacters(envValue(env.text, 'DATABASE_URL') ?? '')
  if (unencoded.length === 0) return []
  const codes = unencoded.map(character => `"${character}" as ${encodeURIComponent(character)}`).join(', ')
  return [
    `DATABASE_URL in ${file} has a password that must be percent-encoded: write ${codes}, so that it is SCHEME://USER:PASSWORD@HOST:PORT/DATABASE`,
  ]
}

/** What is unwise about the env file. */
export function envWarnings({ mode }: QueryResults, file: string): string[] {
  if (mode?.code !== 0 || !/[4-7]$/.test(mode.text)) return []
  return [
    `${file} can be read by every user of the server (mode ${mode.text}). Set it to 600 with "chmod 600"`,
  ]
}

/** An address as it should be: nothing in the password but what may stand there, and an `@` later only in a query's value. */
const PLAIN =
  /^[a-z][a-z0-9+.-]*:\/\/(?:[^:/@?#]*(?::([^@/?#[\]\s]*))?@)?[^:/@?#]+(?::\d+[^:/@?#]*)*(?:\/[^@?#]*)?(?:\?[^@]*=.*)?$/is
/** Any other one, in which the last `@` stands before the host. */
const SPOILT = /^[a-z][a-z0-9+.-]*:\/\/[^:/@?#]*:(.*)@[^@]+$/is

/** The characters in the password of an address that would end it early, or begin an escape that is none. */
export function unencodedCharacters(url: string): string[] {
  const password = (PLAIN.exec(url) ?? SPOILT.exec(url))?.[1] ?? ''
  return [...new Set(password.match(/[@/?#[\]\s]|%(?![0-9a-f]{2})/gi) ?? [])]
}
