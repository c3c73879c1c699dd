import { randomBytes } from 'node:crypto'
import { log, UserError } from '@tsh/action'
import { readText } from '../catalogue/catalogue.ts'
import type { BackupKeys } from '../catalogue/keys.ts'
import type { Encryption } from '../inputs/encryption.ts'
import type { BackupInputs } from '../inputs/inputs.ts'
import type { Bucket, WriteOptions } from './bucket.ts'
import { probeConditionalWrites } from './conditional-writes.ts'
import { StoreError } from './store-error.ts'

/** The result of probing a store. */
export interface ProbedStore {
  /** The write options for the objects of this backup. */
  how: Omit<WriteOptions, 'token'>
  warnings: string[]
}

/**
 * Writes a small object the way a backup is written and reads it back, so that wrong credentials, permissions, region or
 * encryption, or missing features of the store, are detected within a second and not after an hour of dumping.
 */
export async function probeStore(
  bucket: Bucket,
  keys: Pick<BackupKeys, 'probe'>,
  {
    encryption: { mode, key },
    verify,
  }: { encryption: Pick<Encryption, 'mode' | 'key'>; verify: BackupInputs['verify'] },
): Promise<ProbedStore> {
  const text = randomBytes(512).toString('hex')
  const wanted = { replace: true, encryption: { mode, key: key || undefined }, token: 'probe' }
  const checksum = await bucket.put(keys.probe, text, { ...wanted, checksum: 'crc64nvme' }).then(
    () => 'crc64nvme' as const,
    async (cause: unknown) => {
      if (!(cause instanceof StoreError) || ![400, 501].includes(cause.status)) throw cause
      await bucket.put(keys.probe, text, { ...wanted, checksum: 'none' }).catch(refusedEncryption(mode))
      return 'none' as const
    },
  )
  const found = await bucket.head(keys.probe)
  if (!found || (await readText(bucket, keys.probe)) !== text)
    throw new UserError(
      `the bucket does not return what was written to it (${keys.probe}). Check whether something modifies or caches its objects`,
    )
  if (mode === 'sse-kms' && found.encryption !== 'aws:kms')
    throw new UserError(
      'the store does not encrypt with KMS, although "encryption" is sse-kms. Use a store that does, or another "encryption"',
    )
  if (mode === 'sse-s3' && found.encryption !== 'AES256')
    log.warning(
      'The store does not report server-side encryption. If it does not encrypt, use "encryption: age".',
      'pg-backup',
    )
  const how = { checksum: found.crc64 ? checksum : ('none' as const), encryption: wanted.encryption }
  // An upload that is read back is sent without a checksum, see `gatedUpload`.
  const sent = { ...how, token: 'probe', ...(verify >= 2 ? { checksum: 'none' as const } : {}) }
  return { how, warnings: await probeConditionalWrites(bucket, keys.probe, sent) }
}

function refusedEncryption(mode: Encryption['mode']) {
  return (cause: unknown): never => {
    if (mode !== 'sse-s3' || !(cause instanceof StoreError) || cause.status !== 501) throw cause
    throw new UserError(
      'the store does not support server-side encryption. Set "encryption" to age, or to none',
      {
        cause,
      },
    )
  }
}
