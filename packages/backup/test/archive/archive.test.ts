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

/** What a reader gets of an object that was written as `written` and is stored as `stored`. */
async function read(
  written: Buffer,
  stored: Buffer,
  more: Partial<ManifestObject> = {},
  archive: Partial<Archive> = {},
) {
  const object = { key: 'k', versionId: 'v7', size: written.length, sha256: sha256(written), ...more }
  const asked: (string | undefined)[] = []
  const bucket = {
    read: async (key: string, version?: string) => {
      asked.push(key, version)
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
  return { got: Buffer.concat(got), fault, asked }
}

describe('an archive', () => {
  test('is read in the version of the manifest, and handed on as it is', async () => {
    const { got, fault, asked } = await read(bytes, bytes)
    expect(fault).toBe('')
    expect(got.equals(bytes)).toBe(true)
    expect(asked).toEqual(['k', 'v7'])
  })

  const flipped = Buffer.from(bytes)
  flipped[10] = 0xff ^ (bytes[10] ?? 0)
  const lastFlipped = Buffer.from(bytes)
  lastFlipped[bytes.length - 1] = 0xff ^ (bytes.at(-1) ?? 0)
  const altered: [string, Buffer, RegExp][] = [
    ['a bit of its beginning is another', flipped, /SHA-256 \w{64} and not \w{64}/],
    ['its last byte is another', lastFlipped, /SHA-256/],
    ['a byte is missing', bytes.subarray(0, -1), /299999 of 300000 bytes/],
    ['most of it is missing', bytes.subarray(0, 1000), /1000 of 300000 bytes/],
    ['it is empty', Buffer.alloc(0), /0 of 300000 bytes/],
    ['zeros are appended', Buffer.concat([bytes, Buffer.alloc(100_000)]), /more than 300000 bytes/],
  ]
  test.each(altered)('loses its end when %s', async (_, stored, expected) => {
    const { got, fault } = await read(bytes, stored)
    expect(fault).toMatch(/^the backup was altered after it was written: k has /)
    expect(fault).toMatch(expected)
    expect(got.length).toBeLessThan(bytes.length)
  })
})

describe('an encrypted archive', () => {
  const sealedTo = async (...recipients: string[]) => collected(await encrypted(pieces(bytes), recipients))
  const age = (recipients: string[], identity: string): Partial<Archive> => ({
    manifest: { ...manifest(), encryption: { mode: 'age', recipients } },
    identity,
  })

  test('is opened with the private key of any recipient', async () => {
    const keys = [await generateX25519Identity(), await generateX25519Identity()]
    const recipients = await Promise.all(keys.map(identityToRecipient))
    const sealed = await sealedTo(...recipients)
    for (const key of keys) {
      const { got, fault } = await read(sealed, sealed, { sha256Plain: sha256(bytes) }, age(recipients, key))
      expect(fault).toBe('')
      expect(got.equals(bytes)).toBe(true)
    }
  })

  test('says which key it wants', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity())
    const sealed = await sealedTo(recipient)
    const other = await generateX25519Identity()
    const without = await read(sealed, sealed, {}, age([recipient], ''))
    expect(without.fault).toContain(`Set "age-identity" to the private key of one of ${recipient}`)
    const wrong = await read(sealed, sealed, {}, age([recipient], other))
    expect(wrong.fault).toContain(`"age-identity" does not open backup`)
    expect(wrong.fault).toContain(recipient)
    expect(wrong.fault).not.toContain(other)
  })

  test('that was altered is not handed on to its end', async () => {
    const identity = await generateX25519Identity()
    const recipients = [await identityToRecipient(identity)]
    const sealed = await sealedTo(...recipients)
    const stored = Buffer.from(sealed)
    stored[sealed.length - 5] = 0xff ^ (sealed.at(-5) ?? 0)
    const { got, fault } = await read(sealed, stored, {}, age(recipients, identity))
    expect(fault).toMatch(/cannot be decrypted, so it was altered|altered after it was written/)
    expect(got.length).toBeLessThan(bytes.length)
    const plain = await read(sealed, sealed, { sha256Plain: '0'.repeat(64) }, age(recipients, identity))
    expect(plain.fault).toMatch(/SHA-256/)
    expect(plain.got.length).toBeLessThan(bytes.length)
  })
})
