import { UserError } from '@tsh/action'

/** A private key and its passphrase. Both stay in memory. */
export interface PrivateKey {
  /** The key as text, normalised. */
  privateKey: string
  /** Empty for an unencrypted key. */
  passphrase?: string
}

/**
 * Normalizes a private key that was pasted into a secret: OpenSSL rejects keys with CRLF or without a final newline
 * ("error in libcrypto"), forms sometimes turn newlines into the two characters `\n`, and some users store the whole file
 * as Base64.
 */
export function normaliseKey(pasted: string): string {
  const text = pasted.includes('-----BEGIN') ? pasted : fromBase64(pasted)
  const lines = text.trim().includes('\n') ? text : text.replace(/(\\r)?\\n/g, '\n')
  return `${lines
    .trim()
    .split(/\r*\n/)
    .map(line => line.trim())
    .join('\n')}\n`
}

function fromBase64(text: string): string {
  const decoded = Buffer.from(text, 'base64').toString('latin1')
  return decoded.startsWith('-----BEGIN') ? decoded : text
}

const UNREADABLE = 'could not be read (not a valid OpenSSH or PEM private key)'
const ENCRYPTED =
  'is protected by a passphrase; set "ssh-key-passphrase" (secret PROD_SSH_KEY_PASSPHRASE or STAGING_SSH_KEY_PASSPHRASE)'

/** Why a text is not a usable private key, or undefined if it looks like one. */
export function keyProblem(key: string, passphrase = ''): string | undefined {
  if (/^(ssh-|ecdsa-|sk-)\S+ /.test(key) || /BEGIN (RSA |SSH2 )?PUBLIC KEY/.test(key))
    return 'contains a public key; a private key is required'
  if (key.startsWith('PuTTY-User-Key-File'))
    return 'contains a PuTTY key. Convert it with: puttygen key.ppk -O private-openssh'
  const [, kind, body] =
    /^-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----\n([\s\S]+)\n-----END \1PRIVATE KEY-----\n$/.exec(key) ?? []
  if (kind === undefined || body === undefined) return UNREADABLE
  if (kind === '' || kind === 'ENCRYPTED ')
    return 'is in PKCS#8 format, which SSH does not use. Convert it with: ssh-keygen -p -f key'
  if (kind === 'DSA ') return weak('a DSA key')
  if (passphrase === '' && isEncrypted(body)) return ENCRYPTED
  return undefined
}

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key, and RFC 1421 for the older format. */
function isEncrypted(body: string): boolean {
  if (/^Proc-Type: 4,ENCRYPTED/.test(body)) return true
  const start = Buffer.from(body.slice(0, 60), 'base64').toString('latin1')
  return start.startsWith('openssh-key-v1\0') && start.slice(19, 23) !== 'none'
}

const weak = (what: string): string =>
  `is too weak: ${what}. Create a new key with: ssh-keygen -t ed25519 -f key, and put key.pub into authorized_keys`

/**
 * Parses the key, so that problems are reported before connecting to a server.
 * @throws UserError with the problem, without any part of the key
 */
export async function checkKey({ privateKey, passphrase }: PrivateKey): Promise<void> {
  const problem = keyProblem(privateKey, passphrase) ?? (await parseProblem(privateKey, passphrase))
  if (problem) throw new UserError(`input "ssh-key" ${problem}`)
}

async function parseProblem(privateKey: string, passphrase?: string): Promise<string | undefined> {
  const { default: ssh2 } = await import('ssh2')
  const key = parse(() => ssh2.utils.parseKey(privateKey, passphrase || undefined))
  if (key instanceof Error) return whyUnreadable(key.message)
  if (key.type === 'ssh-dss') return weak('a DSA key')
  const { createPublicKey } = process.getBuiltinModule('node:crypto')
  const bits = createPublicKey(key.getPublicPEM()).asymmetricKeyDetails?.modulusLength
  return bits !== undefined && bits < 2048 ? weak(`RSA with ${bits} bits`) : undefined
}

function parse<T>(read: () => T): T | Error {
  try {
    return read()
  } catch (cause) {
    return cause as Error
  }
}

/** Maps error messages of ssh2 and OpenSSL. */
function whyUnreadable(message: string): string {
  if (/bad passphrase|authenticate data|bad decrypt/i.test(message))
    return 'is protected by a passphrase, but "ssh-key-passphrase" does not match'
  if (/no passphrase given/.test(message)) return ENCRYPTED
  const [, type] = /Unsupported OpenSSH private key type: (\S+)/.exec(message) ?? []
  return type ? `has type ${type}, which is not supported; use ed25519` : UNREADABLE
}
