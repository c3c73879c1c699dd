import { isPlaceholder } from '@tsh/deployment/placeholder'
import { isPlainValue } from '@tsh/deployment/plain-value'
import { connectionUrl } from '../../env/connection-url.ts'
import type { SecretText } from './secret-text.ts'
import { isSecretName, isSecretValue } from './secret-value.ts'

const MAX_LINE_LENGTH = 2000

/** Passwords in URLs, in `PGPASSWORD=`, and in assignments to secret keys. @param isCode whether values are quoted */
export function assignedSecrets(text: string, isCode: boolean): SecretText[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.length > MAX_LINE_LENGTH) return []
    const kinds = [...urlPasswords(line), ...commandPasswords(line), ...assignments(line, isCode)]
    return kinds.slice(0, 1).map(kind => ({ kind, line: index + 1 }))
  })
}

const URLS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>|\\]*@[^\s"'`<>|\\,)]+/gi

function urlPasswords(line: string): string[] {
  return (line.match(URLS) ?? []).flatMap(text => {
    const url = connectionUrl(text)
    if (!url?.password || isHarmlessUrl(url.user, url.password, url.host)) return []
    return [`a ${url.scheme} URL with a password`]
  })
}

/** A URL of a test database, a template or an interpolation. */
function isHarmlessUrl(user: string, password: string, host: string): boolean {
  if (isPlaceholder(password) || password === user || /[${}%]\w*[{(]|\$|[{}<>]|%\(|%s/.test(password))
    return true
  return (
    /^(localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0|host|hostname|server|.*example\.(com|org|net))$/i.test(
      host,
    ) && isPlainValue(password)
  )
}

/** A literal password in the environment of a command. */
const COMMAND = /\b(?:PGPASSWORD|MYSQL_PWD|REDISCLI_AUTH|SSHPASS)=(["']?)([^\s"'$`]{4,})\1(?=\s|$|["'])/g

function commandPasswords(line: string): string[] {
  return [...line.matchAll(COMMAND)].flatMap(([whole, , value = '']) =>
    isPlaceholder(value) ? [] : [`the value of ${whole.split('=')[0]}`],
  )
}

/** `KEY = "value"`, `"key": "value"`, `KEY=value`. */
const QUOTED =
  /["'`]?([A-Za-z][\w.-]{1,60})["'`]?\s*(?::\s*(?:str\s*=\s*)?|=>\s*|=\s*)(["'])([^"'\s]{8,200})\2/g
const BARE =
  /^\s*(?:export\s+|set\s+|-\s+)?([A-Za-z][\w.-]{1,60})\s*[=:]\s*([^\s"'#;,]{8,200})\s*(?:[#;].*)?$/

function assignments(line: string, isCode: boolean): string[] {
  const quoted = [...line.matchAll(QUOTED)].map(([, key = '', , value = '']) => [key, value] as const)
  const [, key, value] = (isCode ? null : BARE.exec(line)) ?? []
  const bare = key !== undefined && value !== undefined ? [[key, value] as const] : []
  return [...quoted, ...bare]
    .filter(([name, text]) => isSecretName(name) && isSecretValue(text))
    .map(([name]) => `the value of ${name}`)
}
