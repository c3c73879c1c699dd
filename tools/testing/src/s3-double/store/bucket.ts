import { S3Error } from '../errors.ts'
import { type ResponseData, xmlResponse } from '../response.ts'
import type { LifecycleRule } from '../types.ts'
import type { State } from './state.ts'

export const headBucket = ({ region }: State): ResponseData => ({
  status: 200,
  headers: { 'x-amz-bucket-region': region, 'content-type': 'application/xml' },
})

export const getVersioning = ({ settings }: State): ResponseData =>
  xmlResponse('VersioningConfiguration', { Status: settings.versioning })

export function getPublicAccessBlock({ settings: { publicAccess } }: State): ResponseData {
  if (!publicAccess) throw new S3Error('NoSuchPublicAccessBlockConfiguration')
  return xmlResponse('PublicAccessBlockConfiguration', {
    BlockPublicAcls: publicAccess.blockPublicAcls,
    IgnorePublicAcls: publicAccess.ignorePublicAcls,
    BlockPublicPolicy: publicAccess.blockPublicPolicy,
    RestrictPublicBuckets: publicAccess.restrictPublicBuckets,
  })
}

export function getPolicyStatus({ settings: { publicPolicy } }: State): ResponseData {
  if (publicPolicy === undefined) throw new S3Error('NoSuchBucketPolicy')
  return xmlResponse('PolicyStatus', { IsPublic: publicPolicy })
}

export function getObjectLock({ settings: { objectLock } }: State): ResponseData {
  if (!objectLock) throw new S3Error('ObjectLockConfigurationNotFoundError')
  return xmlResponse('ObjectLockConfiguration', {
    ObjectLockEnabled: 'Enabled',
    Rule: { DefaultRetention: { Mode: objectLock.mode, Days: objectLock.days } },
  })
}

export function getLifecycle({ settings: { lifecycle } }: State): ResponseData {
  if (lifecycle.length === 0) throw new S3Error('NoSuchLifecycleConfiguration')
  return xmlResponse('LifecycleConfiguration', { Rule: lifecycle.map(ruleXml) })
}

const ruleXml = (rule: LifecycleRule) => ({
  ID: rule.id,
  Status: rule.status ?? 'Enabled',
  Filter: { Prefix: rule.prefix ?? '' },
  AbortIncompleteMultipartUpload: rule.abortIncompleteDays && {
    DaysAfterInitiation: rule.abortIncompleteDays,
  },
  Expiration: rule.expirationDays && { Days: rule.expirationDays },
  NoncurrentVersionExpiration: rule.noncurrentDays && { NoncurrentDays: rule.noncurrentDays },
})
