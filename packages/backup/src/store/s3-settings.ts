import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { BucketSettings } from './bucket.ts'
import { asStoreError } from './store-error.ts'

/** Reads how a bucket is set up. What may not be read, or is unknown to the store, stays undefined. */
export async function readSettings(
  client: S3Client,
  bucket: { Bucket: string; ExpectedBucketOwner?: string },
): Promise<BucketSettings> {
  const [versioning, access, rules, lock] = await Promise.all([
    told(client.send(new GetBucketVersioningCommand(bucket)), undefined),
    told(client.send(new GetPublicAccessBlockCommand(bucket)), {}),
    told(client.send(new GetBucketLifecycleConfigurationCommand(bucket)), {}),
    told(client.send(new GetObjectLockConfigurationCommand(bucket)), {}),
  ])
  const block = access?.PublicAccessBlockConfiguration
  const enabled = rules?.Rules?.filter(({ Status }) => Status === 'Enabled') ?? []
  return {
    versioning: versioning && versioning.Status === 'Enabled',
    publicAccessBlocked:
      access &&
      Boolean(
        block?.BlockPublicAcls &&
          block.BlockPublicPolicy &&
          block.IgnorePublicAcls &&
          block.RestrictPublicBuckets,
      ),
    abortRule: rules && enabled.some(rule => rule.AbortIncompleteMultipartUpload),
    expiringPrefixes: rules && enabled.filter(rule => rule.Expiration).map(rule => rule.Filter?.Prefix ?? ''),
    objectLock: lock && lock.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled',
  }
}

/** @param absent what it means that nothing is set up (404); undefined when that is no answer */
async function told<T extends object>(answer: Promise<T>, absent: Partial<T> | undefined) {
  try {
    return await answer
  } catch (cause) {
    return asStoreError('read the settings', cause).status === 404 ? absent : undefined
  }
}
