import { decoded } from '@tsh/action'
import { isOrdinaryName, isPlainValue } from './plain-value.ts'
import { isNameKey, isOwnKey, isSecretKey } from './secret-key.ts'

/** A value that must be masked. */
export interface SecretValue {
  /** Its key; empty for a line without one. */
  key: string
  value: string
  /** Whether its key or its position in a URL marks it as a secret; otherwise it only looks like one. */
  isNamed: boolean
}

/** Shorter values are not effective secrets, and masking them would hide ordinary text. */
const MIN_SECRET_LENGTH = 6

/** Words that occur in many messages and are worthless as passwords. */
const EVERYDAY =
  /^(production|staging|development|testing|default|enabled|disabled|required|optional|always|automatic|internal|external|localhost|database|postgres|postgresql|password|passwd|secret|changeme|docker|github|deploy|server|service|public|private|release|version|master|rollback|session|bearer|digest)$/i

/** The secret values of an environment, and the secret parts of its other values. */
export function secretValues(entries: readonly (readonly [key: string, value: string])[]): SecretValue[] {
  // A database name stays readable even if its password is the same.
  const names = new Set(entries.flatMap(([key, value]) => (key === '' || isSecretKey(key) ? [] : [value])))
  return entries
    .filter(([key]) => !isOwnKey(key))
    .flatMap(([key, value]) => secretsIn(key, value.trim()))
    .filter(({ value }) => value.length >= MIN_SECRET_LENGTH && !EVERYDAY.test(value))
    .filter(({ value, isNamed }) => !isNamed || !names.has(value))
}

function secretsIn(key: string, value: string): SecretValue[] {
  const isNamed = isSecretKey(key) || /-----BEGIN [A-Z ]*PRIVATE KEY/.test(value)
  const isBlock = value.includes('\n')
  const inside = [
    ...[...loginsIn(value), ...assignedIn(value)].map(part => ({ key, value: part, isNamed: true })),
    ...leavesOf(value).flatMap(([name, leaf]) => secretsIn(name === '' ? key : name, leaf.trim())),
  ]
  if (isBlock && !isNamed) {
    const lines = value.split('\n').flatMap(line => secretsIn(key, line.trim()))
    // When the value is encoded as a whole, its lines do not occur separately.
    const whole = lines.length > 0 ? [{ key, value, isNamed: false }] : []
    return [...lines, ...whole, ...inside]
  }
  if (isNamed ? isPath(value) : isNameKey(key) || isPlainValue(value)) return inside
  const forms = [value, ...fromBase64(value), ...pathsIn(value)]
  return [...forms.map(form => ({ key, value: form, isNamed })), ...inside]
}

/** The path of a file that contains the secret. */
const isPath = (value: string): boolean => value.startsWith('/') && isPlainValue(value)

/** A URL with a login. A password that is not percent-encoded may contain an `@`. */
const LOGIN = /^[a-z][a-z0-9+.-]*:\/\/([^\s:/@]*)(?::(\S*))?@(\S*)$/i

/** The passwords in URLs, raw and decoded. */
function loginsIn(value: string): string[] {
  return value.split(/[\s,]+(?=[a-z][a-z0-9+.-]*:\/\/)/i).flatMap(address => {
    const [found, user = '', password, rest = ''] = LOGIN.exec(address.trim()) ?? []
    if (found === undefined) return []
    // A login without a password is a user name or a token.
    if (password === undefined) return isOrdinaryName(user) ? [] : [user]
    const parts = [user, ...rest.split(/[^\w-]+/)]
    return [password, password.split('@')[0] ?? '']
      .flatMap(secret => [secret, ...decoded(secret)])
      .filter(secret => !parts.includes(secret))
  })
}

/** The part of a URL after the host: in a webhook this is the secret, and request logs show it without the host. */
function pathsIn(value: string): string[] {
  const path = /^https?:\/\/[^/?#\s]*([/?#]\S*)$/i.exec(value)?.[1] ?? ''
  return isPlainValue(path) ? [] : [path]
}

/** `Password=…;` in a connection string, `token=…&` in a URL. */
const ASSIGNED = /(?:^|[\s;?&,])([a-z_-]{2,40})=([^\s;&]+)/gi

const assignedIn = (value: string): string[] =>
  [...value.matchAll(ASSIGNED)].flatMap(([, name = '', part = '']) =>
    isSecretKey(name) ? [part, ...decoded(part)] : [],
  )

/** The string values of a JSON document, such as the key file of a cloud account. */
function leavesOf(value: string): [key: string, text: string][] {
  if (!/^[[{]/.test(value)) return []
  try {
    return textsIn(JSON.parse(value), '')
  } catch {
    return []
  }
}

function textsIn(node: unknown, key: string): [key: string, text: string][] {
  if (typeof node === 'string') return [[key, node]]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, inner]) => textsIn(inner, Array.isArray(node) ? key : name))
}

/** The decoded text of a Base64 value, and the password if the text is a login. */
function fromBase64(value: string): string[] {
  if (!/^[A-Za-z0-9+/_-]{12,}={0,2}$/.test(value)) return []
  const text = Buffer.from(value, 'base64').toString('utf8')
  return /^[\t\n\r -~]+$/.test(text) ? [text, text.slice(text.indexOf(':') + 1)] : []
}
