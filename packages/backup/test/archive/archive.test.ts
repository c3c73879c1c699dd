import { describe, expect, test } from '@jest/globals'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { encrypted } from '../../src/archive/age.ts'
import { type Archive, readVerified } from '../../src/archive/archive.ts'
import type { Manifest, ManifestObject } from '../../src/catalogue/manifest.ts'
import type { Bucket } from '../../src/store/bucket.ts'
import { sha256 } from '../../src/store/sha256.ts'
import { manifest } from '../backup/manifests.ts'

const plainly: Manifest = { ...manifest(), encryption: { mode: 'none' } }
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251))

async function* pieces(body: Buffer, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
}

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of chunks) parts.push(part)
  return Buffer.concat(parts)
}

/** The result of reading an object that was written as `written` and is stored as `stored`. */
async function read(
  written: Buffer,
  stored: Buffer,
  more: Partial<ManifestObject> = {},
  archive: Partial<Archive> = {},
) {
  const object = { key: 'k', versionId: 'v7', size: written.length, sha256: sha256(written), ...more }
  const requested: (string | undefined)[] = []
  const bucket = {
    read: async (key: string, version?: string) => {
      requested.push(key, version)
      return pieces(stored)
    },
  } as unknown as Bucket
  const got: Uint8Array[] = []
  let fault = ''
  try {
    for await (const part of readVerified({ bucket, manifest: plainly, identity: '', ...archive }, object))
      got.push(part)
  } catch (cause) {
    fault = (cause as Error).message
  }
  return { got: Buffer.concat(got), fault, requested }
}

describe('an archive', () => {
  test('is read in the version of the manifest, and returned unchanged', async () => {
    const { got, fault, requested } = await read(bytes, bytes)
    expect(fault).toBe('')
    expect(got.equals(bytes)).toBe(true)
    expect(requested).toEqual(['k', 'v7'])
  })

  const flipped = Buffer.from(bytes)
  flipped[10] = 0xff ^ (bytes[10] ?? 0)
  const lastFlipped = Buffer.from(bytes)
  lastFlipped[bytes.length - 1] = 0xff ^ (bytes.at(-1) ?? 0)
  const altered: [string, Buffer, RegExp][] = [
    ['a bit at its beginning is flipped', flipped, /SHA-256 \w{64}, expected \w{64}/],
    ['its last byte differs', lastFlipped, /SHA-256/],
    ['a byte is missing', bytes.subarray(0, -1), /299999 of 300000 bytes/],
    ['most of it is missing', bytes.subarray(0, 1000), /1000 of 300000 bytes/],
    ['it is empty', Buffer.alloc(0), /0 of 300000 bytes/],
    ['zeros are appended', Buffer.concat([bytes, Buffer.alloc(100_000)]), /more than 300000 bytes/],
  ]
  test.each(altered)('is never returned completely when %s', async (_, stored, expected) => {
    const { got, fault } = await read(bytes, stored)
    expect(fault).toMatch(/^the backup was altered after it was written: k has /)
    expect(fault).toMatch(expected)
    expect(got.length).toBeLessThan(bytes.length)
  })
})

describe('an encrypted archive', () => {
  const encryptedTo = async (...recipients: string[]) => collected(await encrypted(pieces(bytes), recipients))
  const age = (recipients: string[], identity: string): Partial<Archive> => ({
    manifest: { ...manifest(), encryption: { mode: 'age', recipients } },
    identity,
  })

  test('is decrypted with the private key of any recipient', async () => {
    const keys = [await generateX25519Identity(), await generateX25519Identity()]
    const recipients = await Promise.all(keys.map(identityToRecipient))
    const ciphertext = await encryptedTo(...recipients)
    for (const key of keys) {
      const { got, fault } = await read(
        ciphertext,
        ciphertext,
        { sha256Plain: sha256(bytes) },
        age(recipients, key),
      )
      expect(fault).toBe('')
      expect(got.equals(bytes)).toBe(true)
    }
  })

  test('reports the required key', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity())
    const ciphertext = await encryptedTo(recipient)
    const other = await generateX25519Identity()
    const without = await read(ciphertext, ciphertext, {}, age([recipient], ''))
    expect(without.fault).toContain(
      `Set "age-identity" to the private key of one of its recipients: ${recipient}`,
    )
    const wrong = await read(ciphertext, ciphertext, {}, age([recipient], other))
    expect(wrong.fault).toContain(`"age-identity" cannot decrypt backup`)
    expect(wrong.fault).toContain(recipient)
    expect(wrong.fault).not.toContain(other)
  })

  test('that was altered is never returned completely', async () => {
    const identity = await generateX25519Identity()
    const recipients = [await identityToRecipient(identity)]
    const ciphertext = await encryptedTo(...recipients)
    const stored = Buffer.from(ciphertext)
    stored[ciphertext.length - 5] = 0xff ^ (ciphertext.at(-5) ?? 0)
    const { got, fault } = await read(ciphertext, stored, {}, age(recipients, identity))
    expect(fault).toMatch(/altered after it was written/)
    expect(got.length).toBeLessThan(bytes.length)
    const plain = await read(
      ciphertext,
      ciphertext,
      { sha256Plain: '0'.repeat(64) },
      age(recipients, identity),
    )
    expect(plain.fault).toMatch(/SHA-256/)
    expect(plain.got.length).toBeLessThan(bytes.length)
  })
})
