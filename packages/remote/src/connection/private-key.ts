import { UserError } from '@tsh/action'

/** A private key and what opens it. Both stay in memory. */
export interface PrivateKey {
  /** The key as text, normalised. */
  privateKey: string
  /** Empty for a key without one. */
  passphrase?: string
}

/**
 * A private key as it is pasted into a secret, made readable: OpenSSL refuses keys with CRLF or without a final
 * newline ("error in libcrypto"), forms sometimes turn newlines into the two characters `\n`, and some people keep the
 * whole file in Base64.
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

/** Why this text is no private key that can be used, or nothing when it looks like one. */
export function keyProblem(key: string, passphrase = ''): string | undefined {
  if (/^(ssh-|ecdsa-|sk-)\S+ /.test(key) || /BEGIN (RSA |SSH2 )?PUBLIC KEY/.test(key))
    return 'holds a public key; a private key is needed'
  if (key.startsWith('PuTTY-User-Key-File'))
    return 'holds a PuTTY key. Convert it with: puttygen key.ppk -O private-openssh'
  const [, kind, body] =
    /^-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----\n([\s\S]+)\n-----END \1PRIVATE KEY-----\n$/.exec(key) ?? []
  if (kind === undefined || body === undefined) return UNREADABLE
  if (kind === '' || kind === 'ENCRYPTED ')
    return 'is in PKCS#8 form, which SSH does not use. Convert it with: ssh-keygen -p -f key'
  if (kind === 'DSA ') return weak('a DSA key')
  if (passphrase === '' && isEncrypted(body)) return ENCRYPTED
  return undefined
}

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key, and RFC 1421 for the older form. */
function isEncrypted(body: string): boolean {
  if (/^Proc-Type: 4,ENCRYPTED/.test(body)) return true
  const start = Buffer.from(body.slice(0, 60), 'base64').toString('latin1')
  return start.startsWith('openssh-key-v1\0') && start.slice(19, 23) !== 'none'
}

const weak = (what: string): string =>
  `is too weak: ${what}. Make a new one with: ssh-keygen -t ed25519 -f key, and put key.pub into authorized_keys`

/**
 * Opens the key, so that what is wrong with it is known before a server is asked.
 * @throws UserError naming what is wrong; no part of the key is in it
 */
export async function checkKey({ privateKey, passphrase }: PrivateKey): Promise<void> {
  const problem = keyProblem(privateKey, passphrase) ?? (await openingProblem(privateKey, passphrase))
  if (problem) throw new UserError(`input "ssh-key" ${problem}`)
}

async function openingProblem(privateKey: string, passphrase?: string): Promise<string | undefined> {
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

/** The words are those of ssh2 and of OpenSSL. */
function whyUnreadable(message: string): string {
  if (/bad passphrase|authenticate data|bad decrypt/i.test(message))
    return 'is protected by a passphrase, and "ssh-key-passphrase" does not open it'
  if (/no passphrase given/.test(message)) return ENCRYPTED
  const [, type] = /Unsupported OpenSSH private key type: (\S+)/.exec(message) ?? []
  return type ? `is of the type ${type}, which cannot be used here; use ed25519` : UNREADABLE
}
