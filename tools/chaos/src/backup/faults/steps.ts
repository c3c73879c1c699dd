import type { S3Request } from '@tsh/testing'

/** Part numbers at the start, in the middle and at the end of an upload. */
export interface Parts {
  first: number
  middle: number
  last: number
}

/** The requests of a backup to the store, in order. */
export const STEPS = [
  'bucket check',
  'probe',
  'probe read',
  'create',
  'first part',
  'middle part',
  'last part',
  'complete',
  'look',
  'read-back',
  'roles',
  'contents',
  'restore text',
  'manifest',
] as const
export type Step = (typeof STEPS)[number] | 'put'

/** Steps that the naive pipeline also has. */
export const NAIVE_STEPS: readonly Step[] = ['create', 'first part', 'middle part', 'last part', 'complete']

/** Whether a request belongs to a step. */
export function isStep(
  step: Step,
  { operation, key = '', partNumber, query }: S3Request,
  parts: Parts,
): boolean {
  const put = (end: RegExp): boolean => operation === 'PutObject' && end.test(key)
  // The probe is also a multipart upload.
  const ofDump = !key.endsWith('/probe')
  const part = (number: number): boolean => operation === 'UploadPart' && ofDump && partNumber === number
  switch (step) {
    case 'bucket check':
      return operation === 'ListObjectsV2' && query.get('prefix')?.endsWith('/v1/-') === true
    case 'probe':
      return put(/\/probe$/)
    case 'probe read':
      return operation === 'GetObject' && key.endsWith('/probe')
    case 'put':
      return put(/\/dump\.[^/]*$/)
    case 'create':
      return operation === 'CreateMultipartUpload' && ofDump
    case 'first part':
      return part(parts.first)
    case 'middle part':
      return part(parts.middle)
    case 'last part':
      return part(parts.last)
    case 'complete':
      return operation === 'CompleteMultipartUpload' && ofDump
    case 'look':
      return operation === 'HeadObject' && /\/dump\.[^/]*$/.test(key)
    case 'read-back':
      return operation === 'GetObject' && /\/dump\.[^/]*$/.test(key)
    case 'roles':
      return put(/\/globals\.[^/]*$/)
    case 'contents':
      return put(/\/toc\.txt$/)
    case 'restore text':
      return put(/\/RESTORE\.txt$/)
    case 'manifest':
      return put(/\/catalog\/[^/]*$/)
  }
}
