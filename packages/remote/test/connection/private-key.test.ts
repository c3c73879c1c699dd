import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import ssh2 from 'ssh2'
import { checkKey, keyProblem, normaliseKey } from '../../src/connection/private-key.ts'

const { utils } = ssh2
const passphrase = 'open sesame'
const encryption = { passphrase, cipher: 'aes256-ctr', rounds: 16 }

/** A key pair. The generator of ssh2 occasionally creates unreadable keys (3 of 1,500). */
function newKeys<T extends { private: string }>(generate: () => T): T {
  for (;;) {
    const keys = generate()
    if (!(utils.parseKey(keys.private, passphrase) instanceof Error)) return keys
  }
}

const ed25519 = newKeys(() => utils.generateKeyPairSync('ed25519'))
const key = `${ed25519.private.trim()}\n`
const encrypted = newKeys(() => utils.generateKeyPairSync('ed25519', encryption)).private
const oldRsa = (bits: number, cipher?: string): string =>
  String(
    generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({
      ...{ format: 'pem', type: 'pkcs1' },
      ...(cipher ? { cipher, passphrase } : {}),
    }),
  )

describe('a key', () => {
  test.each<[string, string]>([
    ['in the format of ssh-keygen', key],
    ['without the last newline', key.trim()],
    ['with CRLF', key.replaceAll('\n', '\r\n')],
    ['with CRLF made of CRLF', key.replaceAll('\n', '\r\r\n')],
    ['with the two characters \\n for newlines', key.trim().replaceAll('\n', '\\n')],
    ['with \\r\\n as characters', `${key.trim().replaceAll('\n', '\\r\\n')}\n`],
    ['with blanks around its lines', `\n  ${key.replaceAll('\n', ' \n\t')}  `],
    ['in Base64', Buffer.from(key).toString('base64')],
    ['in Base64 with CRLF inside', Buffer.from(key.replaceAll('\n', '\r\n')).toString('base64')],
    ['in Base64 on several lines', Buffer.from(key).toString('base64').replace(/.{76}/g, '$&\n')],
  ])('%s is normalized', async (_name, pasted) => {
    expect(normaliseKey(pasted)).toBe(key)
    await checkKey({ privateKey: normaliseKey(pasted) })
  })

  test.each<[string, string]>([
    ['RSA in the old format', oldRsa(2048)],
    ['RSA', newKeys(() => utils.generateKeyPairSync('rsa', { bits: 2048 })).private],
    ['ECDSA', newKeys(() => utils.generateKeyPairSync('ecdsa', { bits: 256 })).private],
  ])('%s is read', (_name, pasted) => checkKey({ privateKey: normaliseKey(pasted) }))

  test.each<[string, string]>([
    ['in OpenSSH format', encrypted],
    ['in the old format', oldRsa(2048, 'aes-128-cbc')],
  ])('with a passphrase %s requires it', async (_name, pasted) => {
    const privateKey = normaliseKey(pasted)
    expect(keyProblem(privateKey)).toMatch(/^is protected by a passphrase; set "ssh-key-passphrase" /)
    await checkKey({ privateKey, passphrase })
    await expect(checkKey({ privateKey, passphrase: 'sesame' })).rejects.toThrow(
      'input "ssh-key" is protected by a passphrase, but "ssh-key-passphrase" does not match',
    )
  })
})

/** A DSA key in OpenSSH format, which no tool creates any more; its numbers are fake. */
function dsa(): string {
  const field = (value: string | Buffer): Buffer => {
    const bytes = Buffer.from(value)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const number = field(Buffer.alloc(20, 7))
  const inner = Buffer.concat([
    ...[Buffer.alloc(8), field('ssh-dss'), number, number, number, number, number, field('')],
  ])
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, index) => index + 1))
  const body = Buffer.concat([
    ...[Buffer.from('openssh-key-v1\0'), field('none'), field('none'), field(''), Buffer.from([0, 0, 0, 1])],
    ...[field(field('ssh-dss')), field(Buffer.concat([inner, padding]))],
  ])
  const lines = body.toString('base64').match(/.{1,70}/g) ?? []
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
}

describe('an unusable key', () => {
  const pkcs8 = String(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const lines = key.split('\n')
  const damaged = [...lines.slice(0, 2), ...lines.slice(3)].join('\n')
  test.each<[string, string, RegExp]>([
    ['a public key', `${ed25519.public} alice@laptop`, /contains a public key; a private key is required/],
    ['a public key in PEM', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', /public key/],
    [
      'a PuTTY key',
      'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none',
      /PuTTY key\. Convert it with: puttygen/,
    ],
    ['a truncated key', key.slice(0, 200), /could not be read \(not a valid OpenSSH or PEM/],
    ['a key with a missing line', damaged, /could not be read/],
    ['any other text', 'secret', /could not be read/],
    ['PKCS#8', pkcs8, /is in PKCS#8 format.*ssh-keygen -p/],
    ['a short RSA key', oldRsa(1024), /too weak: RSA with 1024 bits\. Create a new key/],
    ['a DSA key', dsa(), /too weak: a DSA key/],
    ['a DSA key in PEM', '-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----', /a DSA key/],
  ])('%s is rejected with its kind, without being shown', async (_name, pasted, message) => {
    const refused = checkKey({ privateKey: normaliseKey(pasted) })
    await expect(refused).rejects.toThrow(message)
    const text = await refused.catch(String)
    for (const line of pasted.split('\n').filter(({ length }) => length > 3)) expect(text).not.toContain(line)
  })
})
