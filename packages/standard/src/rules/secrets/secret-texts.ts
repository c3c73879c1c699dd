import { isPlainValue } from '@tsh/deployment/plain-value'
import { connectionUrl } from '../../env/connection-url.ts'
import { isPlaceholder } from '../../env/placeholder.ts'

/** A secret in a line of a file, by what it is; its value is not kept. */
export interface SecretText {
  kind: string
  line: number
}

/** What only a secret looks like: https://github.com/secretlint/secretlint has the forms. */
const TOKENS: readonly [kind: string, pattern: RegExp][] = [
  ['an AWS access key', /\b(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE|I44QH8DHBEXAMPLE)[A-Z0-9]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20}\b/],
  ['a Slack token', /\bxox[abprs]-[0-9]{10,}-[A-Za-z0-9-]{20,}\b/],
  ['a Slack webhook', /hooks\.slack\.com\/services\/T[A-Z0-9]{8,}\/B[A-Z0-9]{8,}\/[A-Za-z0-9]{20,}/],
  ['a Stripe key', /\b[rs]k_live_[A-Za-z0-9]{20,}\b/],
  ['a Telegram bot token', /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/],
  ['a Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['an OpenAI key', /\bsk-(?:proj-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}\b/],
  ['an Anthropic key', /\bsk-ant-[A-Za-z0-9_-]{40,}\b/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a SendGrid key', /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/],
]

/** With its first line: without one it is a text about keys. */
const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|["'+,|>-]|[A-Z][\w-]*: .*\n)*[A-Za-z0-9+/]{40,}/g

/** Tokens of known services, and private keys. */
export function knownTokens(text: string): SecretText[] {
  const keys = [...text.matchAll(PRIVATE_KEY)].map(({ index }) => ({
    kind: 'a private key',
    line: text.slice(0, index).split('\n').length,
  }))
  if (!TOKENS.some(([, pattern]) => pattern.test(text))) return keys
  const tokens = text
    .split('\n')
    .flatMap((line, index) =>
      TOKENS.filter(([, pattern]) => pattern.test(line) && !/(EXAMPLE|example|xxxx|0000000)/.test(line)).map(
        ([kind]) => ({ kind, line: index + 1 }),
      ),
    )
  return [...keys, ...tokens]
}

const MAX_LINE_LENGTH = 2000

/** Passwords in URLs, in `PGPASSWORD=`, and in assignments to a key that says so. @param isCode whether values are in quotes */
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

/** Of a test database, a template or an interpolation. */
function isHarmlessUrl(user: string, password: string, host: string): boolean {
  if (isPlaceholder(password) || password === user || /[${}%]\w*[{(]|\$|[{}<>]|%\(|%s/.test(password))
    return true
  return (
    /^(localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0|host|hostname|server|.*example\.(com|org|net))$/i.test(
      host,
    ) && isPlainValue(password)
  )
}

/** A literal password before or in a command. */
const COMMAND = /\b(?:PGPASSWORD|MYSQL_PWD|REDISCLI_AUTH|SSHPASS)=(["']?)([^\s"'$`]{4,})\1(?=\s|$|["'])/g

function commandPasswords(line: string): string[] {
  return [...line.matchAll(COMMAND)].flatMap(([whole, , value = '']) =>
    isPlaceholder(value) ? [] : [`${whole.split('=')[0]} with its value`],
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
    .map(([name]) => `${name} with its value`)
}

/** What a secret is called; `key` alone is the name of anything. */
const SECRET_NAME =
  /(^|_)(passwords?|passwd|passphrase|pwd|secrets?|tokens?|credentials?)(_\d+)?$|(^|_)(api|access|private|secret|encryption|master|signing|auth|service|account|app|jwt|hmac|license|old|new|rotated|previous|leaked|backup)_?keys?(_\d+)?$/
/** Names that are not of a secret. */
const PUBLIC = /public|publishable|gpg|csrf|(^|_)(next|page|continuation|cancel|sync|design|color)_tokens?$/

function isSecretName(key: string): boolean {
  const name = key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toLowerCase()
  return SECRET_NAME.test(name) && !PUBLIC.test(name)
}

const MIN_LENGTH = 8
const MIN_BITS = 3

/** Random enough for a secret: letters and digits or signs in no order, and no name of something. */
export function isSecretValue(value: string): boolean {
  if (value.length < MIN_LENGTH || !/^[!-~]+$/.test(value)) return false
  if (isPlaceholder(value) || isPlainValue(value) || NAMES.some(pattern => pattern.test(value))) return false
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter(kind => kind.test(value)).length
  return kinds >= 2 && bits(value) >= MIN_BITS
}

/** What is longer than a word and no secret. */
const NAMES = [
  // Expressions and interpolation.
  /^[\w.]+\(|^[$%@#.,);+~]|\$\{|\{\$|\{\{|\{[a-z_]+\}/,
  // Paths, addresses and files.
  /^[a-z][a-z0-9+.-]*:\/\/[^@]*$|^\/|^\.\.?\/|^[\w./-]+\.(py|js|ts|json|ya?ml|pem|key|crt|txt)$/i,
  // Hashes and digests.
  /^(sha(256|384|512)|pbkdf2|bcrypt|argon2|scrypt|\{SSHA)/i,
  // Words with signs between them, and modules.
  /^[a-z]+([_-][a-z0-9]+)+$(?<!\d{3,}.*)/i,
  /^[A-Za-z_]+([.:]+[A-Za-z_]+)+$/,
]

/** Shannon entropy of a character. */
function bits(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  )
}

/** Texts below keys of a JSON document whose names say that they are secret, with the lines where they are. */
export function jsonSecrets(text: string): SecretText[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  const lines = text.split('\n')
  const found = leaves(value, '', false)
  return found.map(({ key, value: secret }) => {
    const line = lines.findIndex(one => one.includes(JSON.stringify(secret).slice(1, -1)))
    return { kind: `${key} with its value`, line: Math.max(line, 0) + 1 }
  })
}

/** Texts below a name of several secrets, and those that have the name of one. */
function leaves(node: unknown, key: string, isSecret: boolean): { key: string; value: string }[] {
  if (typeof node === 'string') return isSecret && isSecretValue(node) ? [{ key, value: node }] : []
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap(item => leaves(item, key, isSecret))
  const isList = isSecret && /s$/i.test(key)
  return Object.entries(node).flatMap(([name, inner]) =>
    leaves(inner, name, isSecretName(name) || (isList && !name.startsWith('$'))),
  )
}
