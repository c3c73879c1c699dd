import { randomBytes } from 'node:crypto'
import { log, UserError } from '@tsh/action'
import { readText } from '../catalogue/catalogue.ts'
import type { BackupKeys } from '../catalogue/keys.ts'
import type { Encryption } from '../inputs/encryption.ts'
import type { BackupInputs } from '../inputs/inputs.ts'
import type { Bucket, WriteOptions } from './bucket.ts'
import { tryConditions } from './conditional-writes.ts'
import { StoreError } from './store-error.ts'

/** What the probe showed of a store. */
export interface TriedStore {
  /** How the objects of this backup are to be written. */
  how: Omit<WriteOptions, 'token'>
  warnings: string[]
}

/**
 * Writes a small object the way a backup is written, and reads it again: whatever key, right, region or encryption is
 * wrong, or the store cannot do, shows in a second and not after an hour of dumping.
 */
export async function tryStore(
  bucket: Bucket,
  keys: BackupKeys,
  { encryption: { mode, key }, verify }: Pick<BackupInputs, 'encryption' | 'verify'>,
): Promise<TriedStore> {
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
      `the bucket does not give back what was written to it (${keys.probe}). Check whether something rewrites or caches its objects`,
    )
  if (mode === 'sse-kms' && found.encryption !== 'aws:kms')
    throw new UserError(
      'the store does not encrypt with KMS, though "encryption" asks for it. Use a store that does, or another "encryption"',
    )
  if (mode === 'sse-s3' && found.encryption !== 'AES256')
    log.warning(
      'The store does not say that it encrypts. Use "encryption: age" where it does not.',
      'pg-backup',
    )
  const how = { checksum: found.crc64 ? checksum : ('none' as const), encryption: wanted.encryption }
  // An upload that is read back is sent without a checksum, see `gatedUpload`.
  const sent = { ...how, token: 'probe', ...(verify >= 2 ? { checksum: 'none' as const } : {}) }
  return { how, warnings: await tryConditions(bucket, keys.probe, sent) }
}

function refusedEncryption(mode: Encryption['mode']) {
  return (cause: unknown): never => {
    if (mode !== 'sse-s3' || !(cause instanceof StoreError) || cause.status !== 501) throw cause
    throw new UserError('the store knows no server-side encryption. Set "encryption" to age, or to none', {
      cause,
    })
  }
}
