import { Crc64Nvme } from '@aws-sdk/checksums/crc'
import { UserError } from '@tsh/action'
import type { Bucket, OpenUpload, StoredObject, WriteOptions } from '../store/bucket.ts'
import { certainly } from '../store/certainly.ts'
import { tokenOf } from '../store/s3-bucket.ts'

/** An upload that becomes an object only when it is told to, after everything that it depends on is known to be good. */
export interface GatedUpload {
  /** Takes bytes; waits while as many parts are on their way as may be. */
  write(chunk: Uint8Array): Promise<void>
  /** Makes an object of what was written, and looks at it. */
  commit(): Promise<StoredObject>
  /** Leaves nothing behind. */
  abort(): Promise<void>
  readonly parts: number
}

export interface Plan {
  key: string
  /** Bytes of a part: the same for the whole upload, as some stores demand. */
  partSize: number
  options: WriteOptions
  /** Whether the object will be read back and compared whole, which makes a checksum of it needless. */
  readBack?: boolean
}

/** Parts on their way at the same time; each is held in memory until it has arrived. */
const IN_FLIGHT = 4

/** Half of what S3 tools usually send: five of them are in memory, and the wire is no faster with larger ones. */
const SMALLEST_PART = 8 * 1024 * 1024
const LARGEST_PART = 512 * 1024 * 1024
/** S3 takes 10,000 parts; a dump may be twice as large as the database on disk and still fit. */
const MOST_PARTS = 9000

/** @param databaseSize bytes on disk */
export function partSizeFor(databaseSize: number): number {
  return Math.min(Math.max(Math.ceil((2 * databaseSize) / MOST_PARTS), SMALLEST_PART), LARGEST_PART)
}

export function gatedUpload(bucket: Bucket, { key, partSize, options, readBack = false }: Plan): GatedUpload {
  const whole: WriteOptions = readBack ? { ...options, checksum: 'none' } : options
  const crc = whole.checksum === 'crc64nvme' ? new Crc64Nvme() : undefined
  const onTheirWay = new Set<Promise<void>>()
  // Buffers are used again: a new one for every part would pile up until the next garbage collection.
  const free: Buffer[] = []
  let filling: Buffer | undefined
  let filled = 0
  let size = 0
  let parts = 0
  let open: OpenUpload | undefined
  let fault: unknown
  const givenUp = new AbortController()

  async function send(): Promise<void> {
    open ??= await bucket.startUpload(key, whole)
    while (onTheirWay.size >= IN_FLIGHT) await Promise.race(onTheirWay)
    if (fault) throw fault
    const buffer = filling ?? Buffer.alloc(0)
    const sending: Promise<void> = open
      .part(++parts, buffer.subarray(0, filled), givenUp.signal)
      .catch(cause => {
        fault ??= cause
      })
      .finally(() => {
        onTheirWay.delete(sending)
        free.push(buffer)
      })
    onTheirWay.add(sending)
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

  async function settled(): Promise<void> {
    await Promise.all(onTheirWay)
    if (fault) throw fault
  }

  async function complete(crc64: string): Promise<void> {
    if (!open) return bucket.put(key, (filling ?? Buffer.alloc(0)).subarray(0, filled), options)
    if (filled > 0) await send()
    await settled()
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
      await certainly(() => complete(crc64), bucket, { key, size, token: options.token })
      free.length = 0
      filling = undefined
      return looked(bucket, key, { size, crc64, options })
    },
    async abort() {
      fault ??= new UserError('the upload was given up')
      givenUp.abort()
      await Promise.all(onTheirWay)
      await open?.abort()
    },
  }
}

/** CRC64NVME in Base64, as S3 has it. */
export async function crc64Of(bytes: Uint8Array): Promise<string> {
  const crc = new Crc64Nvme()
  crc.update(bytes)
  return base64Of(crc)
}

const base64Of = async (crc: Crc64Nvme): Promise<string> => Buffer.from(await crc.digest()).toString('base64')

/** Whether the store says of the object what we know of it. */
async function looked(
  bucket: Bucket,
  key: string,
  { size, crc64, options }: { size: number; crc64: string; options: WriteOptions },
): Promise<StoredObject> {
  const found = await bucket.head(key)
  const wrong =
    (!found && 'it is not there') ||
    (found && found.size !== size && `it has ${found.size} bytes, not ${size}`) ||
    (found && tokenOf(found) !== options.token && 'it is not the one that was written') ||
    (crc64 !== '' && found?.crc64 && found.crc64 !== crc64 && 'its checksum is another') ||
    (found &&
      options.encryption.mode === 'sse-kms' &&
      found.encryption !== 'aws:kms' &&
      'it is not encrypted with KMS')
  if (!found || wrong)
    throw new UserError(
      `the object ${key} is not what was written: ${wrong || 'unknown'}. Check the bucket, then back up again`,
    )
  return found
}
