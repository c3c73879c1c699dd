import { failure, S3Error } from '../errors.ts'
import { bufferContent, bytesOf } from '../request/content.ts'
import type { KnownOperation } from '../request/operation.ts'
import type { ResponseData } from '../response.ts'
import type { Fault } from '../types.ts'
import {
  getLifecycle,
  getObjectLock,
  getPolicyStatus,
  getPublicAccessBlock,
  getVersioning,
  headBucket,
} from './bucket.ts'
import { completeMultipartUpload } from './complete.ts'
import { listMultipartUploads, listObjects, listParts } from './lists.ts'
import { deleteObject, getObject, headObject, putObject } from './objects.ts'
import type { Call, State } from './state.ts'
import { abortMultipartUpload, createMultipartUpload, uploadPart } from './uploads.ts'

/** The implementation of each operation, synchronous and so atomic. */
export const effects: Record<KnownOperation, (state: State, call: Call) => ResponseData> = {
  HeadBucket: headBucket,
  ListObjectsV2: listObjects,
  ListMultipartUploads: listMultipartUploads,
  GetBucketVersioning: getVersioning,
  GetPublicAccessBlock: getPublicAccessBlock,
  GetBucketLifecycleConfiguration: getLifecycle,
  GetObjectLockConfiguration: getObjectLock,
  GetBucketPolicyStatus: getPolicyStatus,
  HeadObject: headObject,
  ListParts: listParts,
  GetObject: getObject,
  UploadPart: uploadPart,
  PutObject: putObject,
  CreateMultipartUpload: createMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  DeleteObject: deleteObject,
}

/** Applies a request according to its fault. Undefined: the connection ends without a response. */
export function withFault(fault: Fault | undefined, effect: () => ResponseData): ResponseData | undefined {
  if (!fault) return effect()
  if ('drop' in fault) {
    if (fault.drop === 'after') attempt(effect)
    return undefined
  }
  if ('okWithError' in fault) return failure({ status: 200, code: fault.okWithError })
  if ('status' in fault) return failure(fault)
  const result = effect()
  if ('after' in fault) return failure(fault.after)
  if ('cut' in fault) return { ...result, cut: fault.cut }
  if (!result.content) return result
  return { ...result, content: bufferContent(fault.change(bytesOf(result.content))) }
}

function attempt(effect: () => ResponseData): void {
  try {
    effect()
  } catch (error) {
    if (!(error instanceof S3Error)) throw error
  }
}
