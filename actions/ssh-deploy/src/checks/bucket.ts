import type { BucketAccess } from '@tsh/backup'
import type { DeployInputs } from '../inputs.ts'
import { attempt, type Check, check, skipped } from './check.ts'

type Inputs = Pick<DeployInputs, 'checks' | 'backup'>

/** Writes a probe object to the bucket as the backup before this deployment will, and reads it back. */
export async function bucketCheck({ checks, backup }: Inputs): Promise<Check> {
  if (!checks.includes('backup')) return skipped('Bucket', 'no backup is made')
  const missing = missingSecrets(backup.access)
  if (missing.length > 0)
    return check('Bucket', {
      problems: [
        `a backup is made before the migrations, but ${missing.join(', ')} are empty. Define them and pass them by name from the caller`,
      ],
    })
  return attempt('Bucket', async () => {
    const [{ openBucket }, { probeBucket }] = await Promise.all([
      import('@tsh/backup/s3'),
      import('@tsh/backup/store/bucket-probe'),
    ])
    const bucket = openBucket(backup.access)
    const warnings = await probeBucket(bucket, backup.folder, backup.encryption)
    return { found: `${bucket.name} is writable and readable`, warnings }
  })
}

const missingSecrets = ({ bucket, accessKeyId, secretAccessKey }: BucketAccess): string[] =>
  Object.entries({
    AWS_S3_BUCKET: bucket,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  }).flatMap(([name, value]) => (value === '' ? [name] : []))
