interface Rule {
  method: string
  on: 'bucket' | 'object'
  /** Query parameters that distinguish this operation from others of the method. */
  names?: string[]
}

const rules = {
  HeadBucket: { method: 'HEAD', on: 'bucket' },
  ListObjectsV2: { method: 'GET', on: 'bucket', names: ['list-type'] },
  ListMultipartUploads: { method: 'GET', on: 'bucket', names: ['uploads'] },
  GetBucketVersioning: { method: 'GET', on: 'bucket', names: ['versioning'] },
  GetPublicAccessBlock: { method: 'GET', on: 'bucket', names: ['publicAccessBlock'] },
  GetBucketLifecycleConfiguration: { method: 'GET', on: 'bucket', names: ['lifecycle'] },
  GetObjectLockConfiguration: { method: 'GET', on: 'bucket', names: ['object-lock'] },
  GetBucketPolicyStatus: { method: 'GET', on: 'bucket', names: ['policyStatus'] },
  HeadObject: { method: 'HEAD', on: 'object' },
  ListParts: { method: 'GET', on: 'object', names: ['uploadId'] },
  GetObject: { method: 'GET', on: 'object' },
  UploadPart: { method: 'PUT', on: 'object', names: ['uploadId', 'partNumber'] },
  PutObject: { method: 'PUT', on: 'object' },
  CreateMultipartUpload: { method: 'POST', on: 'object', names: ['uploads'] },
  CompleteMultipartUpload: { method: 'POST', on: 'object', names: ['uploadId'] },
  AbortMultipartUpload: { method: 'DELETE', on: 'object', names: ['uploadId'] },
  DeleteObject: { method: 'DELETE', on: 'object' },
} satisfies Record<string, Rule>

export type KnownOperation = keyof typeof rules
/** The operation of a request, as named in the S3 API. */
export type Operation = KnownOperation | 'Unknown'

/** Query parameters that do not determine the operation. */
const NEUTRAL = ['x-id', 'versionId']

export function operationOf(method: string, key: string | undefined, query: URLSearchParams): Operation {
  const on = key === undefined ? 'bucket' : 'object'
  const found = Object.entries<Rule>(rules).find(
    ([, rule]) =>
      rule.method === method &&
      rule.on === on &&
      (rule.names
        ? rule.names.every(name => query.has(name))
        : [...query.keys()].every(name => NEUTRAL.includes(name))),
  )
  return (found?.[0] as KnownOperation | undefined) ?? 'Unknown'
}
