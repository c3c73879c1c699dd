import { isPlaceholder } from '@tsh/deployment/placeholder'
import { isPlainValue } from '@tsh/deployment/plain-value'

/** Names of secrets; `key` alone is too generic. */
const SECRET_NAME =
  /(^|_)(passwords?|passwd|passphrase|pwd|secrets?|tokens?|credentials?)(_\d+)?$|(^|_)(api|access|private|secret|encryption|master|signing|auth|service|account|app|jwt|hmac|license|old|new|rotated|previous|leaked|backup)_?keys?(_\d+)?$/
/** Names that are not secrets. */
const PUBLIC = /public|publishable|gpg|csrf|(^|_)(next|page|continuation|cancel|sync|design|color)_tokens?$/

export function isSecretName(key: string): boolean {
  const name = key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toLowerCase()
  return SECRET_NAME.test(name) && !PUBLIC.test(name)
}

const MIN_LENGTH = 8
const MIN_BITS_PER_CHARACTER = 3

/** Random enough for a secret: mixed characters with high entropy that do not form a name. */
export function isSecretValue(value: string): boolean {
  if (value.length < MIN_LENGTH || !/^[!-~]+$/.test(value)) return false
  if (isPlaceholder(value) || isPlainValue(value) || NAMES.some(pattern => pattern.test(value))) return false
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter(kind => kind.test(value)).length
  return kinds >= 2 && bits(value) >= MIN_BITS_PER_CHARACTER
}

/** Long strings that are not secrets. */
const NAMES = [
  // Expressions and interpolation.
  /^[\w.]+\(|^[$%@#.,);+~]|\$\{|\{\$|\{\{|\{[a-z_]+\}/,
  // Paths, addresses and files.
  /^[a-z][a-z0-9+.-]*:\/\/[^@]*$|^\/|^\.\.?\/|^[\w./-]+\.(py|js|ts|json|ya?ml|pem|key|crt|txt)$/i,
  // Hashes and digests.
  /^(sha(256|384|512)|pbkdf2|bcrypt|argon2|scrypt|\{SSHA)/i,
  // Identifiers with separators, and modules.
  /^[a-z]+([_-][a-z0-9]+)+$(?<!\d{3,}.*)/i,
  /^[A-Za-z_]+([.:]+[A-Za-z_]+)+$/,
]

/** Shannon entropy per character. */
function bits(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  )
}
