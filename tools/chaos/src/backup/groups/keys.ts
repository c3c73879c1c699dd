import type { S3Request } from '@tsh/testing'
import type { Case } from '../case.ts'
import { isStep, type Step } from '../faults/steps.ts'

const FAULTS: [status: number, code: string, expect: RegExp][] = [
  [400, 'ExpiredToken', /temporary credentials have expired/],
  [403, 'InvalidAccessKeyId', /access key is unknown/],
  [403, 'SignatureDoesNotMatch', /secret key does not belong/],
  [403, 'AccessDenied', /access denied/],
  [403, 'RequestTimeTooSkewed', /clock of this runner/],
  [404, 'NoSuchBucket', /bucket does not exist/],
  [301, 'PermanentRedirect', /another region/],
]
const STEPS: Step[] = ['probe', 'create', 'middle part', 'complete', 'read-back', 'roles', 'manifest']

/** Cleanup requests succeed, like with refreshed credentials. */
const CLEANUP_OPERATIONS = [
  'AbortMultipartUpload',
  'ListParts',
  'DeleteObject',
  'HeadObject',
  'ListObjectsV2',
  'ListMultipartUploads',
]

const fromStep: Case[] = FAULTS.flatMap(([status, code, expect]) =>
  STEPS.map(step => ({
    ...{ group: 'G19' as const, name: `${code} from the ${step} on`, expect },
    arm: context => {
      let reached = false
      context.whenever((request: S3Request) => {
        reached ||= isStep(step, request, context.parts)
        return reached && !CLEANUP_OPERATIONS.includes(request.operation) ? { status, code } : undefined
      })
    },
    naive: ['create', 'middle part', 'complete'].includes(step),
    quick: code === 'ExpiredToken' && step === 'middle part',
  })),
)

const preflight: Case[] = [
  [403, 'AccessDenied', /access denied/],
  [404, 'NoSuchBucket', /bucket does not exist/],
  [301, 'PermanentRedirect', /another region/],
  [400, 'ExpiredToken', /temporary credentials have expired/],
].map(([status, code, expect]) => ({
  ...{ group: 'G19' as const, name: `${code} at the bucket check`, expect: expect as RegExp },
  arm: context => context.always('bucket check', { status: status as number, code: code as string }),
}))

export const keys: Case[] = [...fromStep, ...preflight]
