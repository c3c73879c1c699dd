import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { BucketSettings } from './bucket.ts'
import { asStoreError } from './store-error.ts'

/** Reads the configuration of a bucket. Settings that are not readable or not supported are undefined. */
export async function readSettings(
  client: S3Client,
  bucket: { Bucket: string; ExpectedBucketOwner?: string },
): Promise<BucketSettings> {
  const [versioning, access, rules, lock] = await Promise.all([
    optional(client.send(new GetBucketVersioningCommand(bucket)), undefined),
    optional(client.send(new GetPublicAccessBlockCommand(bucket)), {}),
    optional(client.send(new GetBucketLifecycleConfigurationCommand(bucket)), {}),
    optional(client.send(new GetObjectLockConfigurationCommand(bucket)), {}),
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

/** @param absent the result if nothing is configured (404); undefined if that does not apply */
async function optional<T extends object>(response: Promise<T>, absent: Partial<T> | undefined) {
  try {
    return await response
  } catch (cause) {
    return asStoreError('read the settings', cause).status === 404 ? absent : undefined
  }
}
