import { createHash } from 'node:crypto'
import { UserError } from '@tsh/action'
import type { Manifest, ManifestObject } from '../catalogue/manifest.ts'
import type { Bucket } from '../store/bucket.ts'
import { decrypted } from './age.ts'
import { withStallLimit } from './stall.ts'

/** A backup whose objects can be read. */
export interface Archive {
  bucket: Bucket
  manifest: Manifest
  /** age private key; required when the backup is encrypted with age according to the manifest. */
  identity: string
}

/**
 * An object of a backup, decrypted. Its last bytes are yielded only after all bytes were verified against the manifest,
 * so the reader of an altered object never sees its end.
 * @throws UserError when anything differs, or the private key does not match
 */
export async function* readVerified(archive: Archive, object: ManifestObject): AsyncGenerator<Uint8Array> {
  const { bucket, manifest, identity } = archive
  const age = manifest.encryption.mode === 'age'
  if (age && identity === '')
    throw new UserError(
      `backup ${manifest.id} is encrypted. Set "age-identity" to the private key of one of its recipients: ${recipientsOf(manifest)}`,
    )
  const stored = new Check(object, object.size, object.sha256)
  const plain = new Check(object, undefined, object.sha256Plain)
  const bytes = withStallLimit(await bucket.read(object.key, object.versionId), `the bucket (${object.key})`)
  const source = stored.through(bytes)
  let held: Uint8Array | undefined
  for await (const chunk of plain.through(age ? decryptedWith(identity, source, archive) : source)) {
    if (chunk.length === 0) continue
    if (held) yield held
    held = chunk
  }
  stored.conclude()
  plain.conclude()
  if (held) yield held
}

/** The content of a small object. */
export async function readWhole(archive: Archive, object: ManifestObject): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of readVerified(archive, object)) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

async function* decryptedWith(
  identity: string,
  stored: AsyncIterable<Uint8Array>,
  { manifest }: Archive,
): AsyncGenerator<Uint8Array> {
  try {
    yield* await decrypted(stored, identity)
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    const { message } = cause as Error
    if (/no identity matched/.test(message))
      throw new UserError(
        `the private key in "age-identity" cannot decrypt backup ${manifest.id}, which is encrypted to ${recipientsOf(manifest)}`,
        { cause },
      )
    throw new UserError(
      `backup ${manifest.id} cannot be decrypted; it was altered after it was written: ${message}`,
      { cause },
    )
  }
}

function recipientsOf({ encryption }: Manifest): string {
  return encryption.recipients?.join(', ') || 'its recipients'
}

/** Compares a stream with the size and hash of what was written. */
class Check {
  private readonly hash = createHash('sha256')
  private length = 0
  private readonly object: ManifestObject
  private readonly size: number | undefined
  private readonly sha256: string | undefined

  constructor(object: ManifestObject, size: number | undefined, sha256: string | undefined) {
    this.object = object
    this.size = size
    this.sha256 = sha256
  }

  async *through(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.hash.update(chunk)
      this.length += chunk.length
      if (this.size !== undefined && this.length > this.size)
        throw this.altered(`more than ${this.size} bytes`)
      yield chunk
    }
  }

  conclude(): void {
    if (this.size !== undefined && this.length !== this.size)
      throw this.altered(`${this.length} of ${this.size} bytes`)
    const found = this.hash.digest('hex')
    if (this.sha256 !== undefined && found !== this.sha256)
      throw this.altered(`SHA-256 ${found}, expected ${this.sha256}`)
  }

  private altered(how: string): UserError {
    return new UserError(
      `the backup was altered after it was written: ${this.object.key} has ${how}. Use another backup`,
    )
  }
}
