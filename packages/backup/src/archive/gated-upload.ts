import { Crc64Nvme } from '@aws-sdk/checksums/crc'
import { UserError } from '@tsh/action'
import type { Bucket, OpenUpload, StoredObject, WriteOptions } from '../store/bucket.ts'
import { tokenOf } from '../store/s3-bucket.ts'
import { writeAndConfirm } from '../store/write-and-confirm.ts'

/** An upload that becomes an object only on `commit`, after everything that it depends on has been verified. */
export interface GatedUpload {
  /** Appends bytes; waits while the maximum number of parts is in flight. */
  write(chunk: Uint8Array): Promise<void>
  /** Completes the upload and verifies the object. */
  commit(): Promise<StoredObject>
  /** Aborts the upload and removes all parts. */
  abort(): Promise<void>
  readonly parts: number
}

export interface Plan {
  key: string
  /** Bytes per part: the same for all parts, as some stores require. */
  partSize: number
  options: WriteOptions
  /** Whether the object will be read back and compared, which makes a checksum unnecessary. */
  readBack?: boolean
}

/** Parts uploaded concurrently; each is kept in memory until it is uploaded. */
const MAX_IN_FLIGHT = 4

/** Half of the usual size of S3 tools: five parts are in memory, and larger ones are no faster. */
const MIN_PART_BYTES = 8 * 1024 * 1024
const MAX_PART_BYTES = 512 * 1024 * 1024
/** S3 allows 10,000 parts; a dump twice as large as the database on disk still fits. */
const MAX_PARTS = 9000

/** @param databaseSize bytes on disk */
export function partSizeFor(databaseSize: number): number {
  return Math.min(Math.max(Math.ceil((2 * databaseSize) / MAX_PARTS), MIN_PART_BYTES), MAX_PART_BYTES)
}

export function gatedUpload(bucket: Bucket, { key, partSize, options, readBack = false }: Plan): GatedUpload {
  const whole: WriteOptions = readBack ? { ...options, checksum: 'none' } : options
  const crc = whole.checksum === 'crc64nvme' ? new Crc64Nvme() : undefined
  const inFlight = new Set<Promise<void>>()
  // Buffers are reused: new ones for every part would pile up until the next garbage collection.
  const free: Buffer[] = []
  let filling: Buffer | undefined
  let filled = 0
  let size = 0
  let parts = 0
  let open: OpenUpload | undefined
  let fault: unknown
  const aborted = new AbortController()

  async function send(): Promise<void> {
    open ??= await bucket.startUpload(key, whole)
    while (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight)
    if (fault) throw fault
    const buffer = filling ?? Buffer.alloc(0)
    const sending: Promise<void> = open
      .part(++parts, buffer.subarray(0, filled), aborted.signal)
      .catch(cause => {
        fault ??= cause
      })
      .finally(() => {
        inFlight.delete(sending)
        free.push(buffer)
      })
    inFlight.add(sending)
    filling = undefined
    filled = 0
  }

  async function take(chunk: Uint8Array): Promise<number> {
    filling ??= free.pop() ?? Buffer.allocUnsafeSlow(partSize)
    const piece = chunk.subarray(0, partSize - filled)
    filling.set(piece, filled)
    filled += piece.length
    if (filled === partSize) await send()
    return piece.length
  }

  async function allSent(): Promise<void> {
    await Promise.all(inFlight)
    if (fault) throw fault
  }

  async function complete(crc64: string): Promise<void> {
    if (!open) return bucket.put(key, (filling ?? Buffer.alloc(0)).subarray(0, filled), options)
    if (filled > 0) await send()
    await allSent()
    await open.complete({ size, crc64 })
  }

  return {
    get parts() {
      return Math.max(parts, 1)
    },
    async write(chunk) {
      if (fault) throw fault
      crc?.update(chunk)
      size += chunk.length
      for (let at = 0; at < chunk.length; ) at += await take(chunk.subarray(at))
    },
    async commit() {
      const crc64 = crc ? await base64Of(crc) : ''
      await writeAndConfirm(() => complete(crc64), bucket, { key, size, token: options.token })
      free.length = 0
      filling = undefined
      return verified(bucket, key, { size, crc64, options })
    },
    async abort() {
      fault ??= new UserError('the upload was aborted')
      aborted.abort()
      await Promise.all(inFlight)
      await open?.abort()
    },
  }
}

/** CRC64NVME in Base64, the format of S3. */
export async function crc64Of(bytes: Uint8Array): Promise<string> {
  const crc = new Crc64Nvme()
  crc.update(bytes)
  return base64Of(crc)
}

const base64Of = async (crc: Crc64Nvme): Promise<string> => Buffer.from(await crc.digest()).toString('base64')

/** @throws UserError when the stored object is not the written one */
async function verified(
  bucket: Bucket,
  key: string,
  { size, crc64, options }: { size: number; crc64: string; options: WriteOptions },
): Promise<StoredObject> {
  const found = await bucket.head(key)
  const wrong =
    (!found && 'it is missing') ||
    (found && found.size !== size && `it has ${found.size} bytes, expected ${size}`) ||
    (found && tokenOf(found) !== options.token && 'its token differs') ||
    (crc64 !== '' && found?.crc64 && found.crc64 !== crc64 && 'its checksum differs') ||
    (found &&
      options.encryption.mode === 'sse-kms' &&
      found.encryption !== 'aws:kms' &&
      'it is not encrypted with KMS')
  if (!found || wrong)
    throw new UserError(
      `object ${key} does not match what was written: ${wrong || 'unknown'}. Check the bucket, then back up again`,
    )
  return found
}
