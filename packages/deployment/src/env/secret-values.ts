import { decoded } from '@tsh/action'
import { isOrdinaryName, isPlainValue } from './plain-value.ts'
import { isNameKey, isOwnKey, isSecretKey } from './secret-key.ts'

/** A value that must not be seen. */
export interface SecretValue {
  /** The key that has it; empty for a line that has none. */
  key: string
  value: string
  /** Whether its key or its place in an address makes it a secret; otherwise it only looks like one. */
  isNamed: boolean
}

/** A shorter value is no secret worth the name, and masking it would blank out ordinary text. */
const MIN_SECRET_LENGTH = 6

/** Words of many messages. As a password they protect nothing. */
const EVERYDAY =
  /^(production|staging|development|testing|default|enabled|disabled|required|optional|always|automatic|internal|external|localhost|database|postgres|postgresql|password|passwd|secret|changeme|docker|github|deploy|server|service|public|private|release|version|master|rollback|session|bearer|digest)$/i

/** The values of an environment that must not be seen, and those of their parts that must not be seen either. */
export function secretValues(entries: readonly (readonly [key: string, value: string])[]): SecretValue[] {
  // The name of a database is no secret where its password is the same.
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
    // Encoded as a whole, its lines are no forms of their own.
    const whole = lines.length > 0 ? [{ key, value, isNamed: false }] : []
    return [...lines, ...whole, ...inside]
  }
  if (isNamed ? isPath(value) : isNameKey(key) || isPlainValue(value)) return inside
  const forms = [value, ...fromBase64(value), ...pathsIn(value)]
  return [...forms.map(one => ({ key, value: one, isNamed })), ...inside]
}

/** The file that a secret is read from. */
const isPath = (value: string): boolean => value.startsWith('/') && isPlainValue(value)

/** An address with a login. A password that is not encoded may have an `@` in it. */
const LOGIN = /^[a-z][a-z0-9+.-]*:\/\/([^\s:/@]*)(?::(\S*))?@(\S*)$/i

/** The passwords of addresses, as they are and decoded. */
function loginsIn(value: string): string[] {
  return value.split(/[\s,]+(?=[a-z][a-z0-9+.-]*:\/\/)/i).flatMap(address => {
    const [found, user = '', password, rest = ''] = LOGIN.exec(address.trim()) ?? []
    if (found === undefined) return []
    // A login without a password is a name, or a token.
    if (password === undefined) return isOrdinaryName(user) ? [] : [user]
    const parts = [user, ...rest.split(/[^\w-]+/)]
    return [password, password.split('@')[0] ?? '']
      .flatMap(one => [one, ...decoded(one)])
      .filter(one => !parts.includes(one))
  })
}

/** What follows the host of an address: of a webhook that is the secret, and logs of requests show it alone. */
function pathsIn(value: string): string[] {
  const path = /^https?:\/\/[^/?#\s]*([/?#]\S*)$/i.exec(value)?.[1] ?? ''
  return isPlainValue(path) ? [] : [path]
}

/** `Password=…;` of a connection string, `token=…&` of an address. */
const ASSIGNED = /(?:^|[\s;?&,])([a-z_-]{2,40})=([^\s;&]+)/gi

const assignedIn = (value: string): string[] =>
  [...value.matchAll(ASSIGNED)].flatMap(([, name = '', part = '']) =>
    isSecretKey(name) ? [part, ...decoded(part)] : [],
  )

/** The texts of a JSON document, such as the key file of a cloud account. */
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

/** The text that a value is the Base64 of, and the password where that is a login. */
function fromBase64(value: string): string[] {
  if (!/^[A-Za-z0-9+/_-]{12,}={0,2}$/.test(value)) return []
  const text = Buffer.from(value, 'base64').toString('utf8')
  return /^[\t\n\r -~]+$/.test(text) ? [text, text.slice(text.indexOf(':') + 1)] : []
}
