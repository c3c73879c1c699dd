import { generateKeyPairSync, randomBytes } from 'node:crypto'

export interface KeyPair {
  /** In OpenSSH's own format, which every SSH library reads. */
  privateKey: string
  /** `ssh-ed25519 AAAA…` */
  publicKey: string
}

/** A new ed25519 key pair; it is never written to disk. */
export function sshKeyPair(): KeyPair {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const seed = Buffer.from(jwk.d ?? '', 'base64url')
  const point = Buffer.from(jwk.x ?? '', 'base64url')
  const blob = Buffer.concat([field('ssh-ed25519'), field(point)])
  return { privateKey: openssh(seed, point, blob), publicKey: `ssh-ed25519 ${blob.toString('base64')}` }
}

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key */
function openssh(seed: Buffer, point: Buffer, blob: Buffer): string {
  const check = randomBytes(4)
  const secret = Buffer.concat([seed, point])
  const inner = Buffer.concat([check, check, blob, field(secret), field('rehearsal')])
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, index) => index + 1))
  const count = Buffer.from([0, 0, 0, 1])
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...['none', 'none', ''].map(field),
    count,
    field(blob),
    field(Buffer.concat([inner, padding])),
  ])
  const lines = body.toString('base64').match(/.{1,70}/g) ?? []
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n')
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
