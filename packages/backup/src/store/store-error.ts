import { UserError } from '@tsh/action'

/** An error of the object store, in one sentence. The SDK's own messages may contain headers, URLs and signatures. */
export class StoreError extends UserError {
  /** The store's own code, such as `AccessDenied`, or the system's, such as `ECONNREFUSED`. */
  readonly code: string
  /** HTTP status; 0 if there was no response. */
  readonly status: number

  constructor(what: string, code: string, status: number, options?: ErrorOptions) {
    super(`S3: cannot ${what}: ${MEANINGS[code] ?? MEANINGS[status] ?? unexplained(code, status)}`, options)
    this.code = code
    this.status = status
  }
}

const DENIED =
  'access denied. The key needs the permissions listed in the pg-backup README, with SSE-KMS also kms:GenerateDataKey and kms:Decrypt, and "bucket-owner" must own the bucket'

/** Source: docs.aws.amazon.com, "Error responses" of Amazon S3. */
const MEANINGS: Record<string, string> = {
  AccessDenied: DENIED,
  Forbidden: DENIED,
  403: DENIED,
  InvalidAccessKeyId: 'the access key is unknown. Check AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'the secret key does not belong to the access key. Check AWS_SECRET_ACCESS_KEY',
  ExpiredToken:
    'the temporary credentials have expired. Use credentials that are valid as long as the backup takes',
  InvalidToken: 'the session token is not valid. Check "session-token"',
  NoSuchBucket: 'the bucket does not exist. Check AWS_S3_BUCKET',
  NoSuchKey: 'the object does not exist',
  NotFound: 'the object or the bucket does not exist. Check AWS_S3_BUCKET',
  NoSuchUpload: 'the upload is unknown to the store',
  RequestTimeTooSkewed: 'the clock of this runner is off by more than 15 minutes',
  PermanentRedirect: 'the bucket is in another region. Check AWS_REGION',
  MovedPermanently: 'the bucket is in another region. Check AWS_REGION',
  301: 'the bucket is in another region. Check AWS_REGION',
  AuthorizationHeaderMalformed: 'the bucket is in another region. Check AWS_REGION',
  PreconditionFailed: 'an object with this key already exists, and backups never overwrite objects',
  KMSAccessDenied: 'access to the KMS key is denied. Grant kms:GenerateDataKey and kms:Decrypt',
  BadDigest: 'the received data does not match its checksum',
  SlowDown: 'the store is throttling requests',
  ServiceUnavailable: 'the store is not available at the moment',
  InternalError: 'the store reports an internal error',
  ECONNREFUSED: 'connection refused. Check "endpoint"',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  ENOTFOUND: 'the host name was not found. Check "endpoint" and "region"',
  TimeoutError: 'timed out without a response',
}

function unexplained(code: string, status: number): string {
  return status === 0 ? `no response (${code})` : `${code} (HTTP ${status})`
}

/** Whether a failed request may have taken effect: there was no response, or an inconclusive one. */
export function isAmbiguous(fault: StoreError): boolean {
  return (
    fault.status === 0 ||
    fault.status >= 500 ||
    [409, 412].includes(fault.status) ||
    fault.code === 'NoSuchUpload' ||
    fault.status === 200
  )
}

/** Runs a request and converts any error to a `StoreError`. */
export async function explained<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw asStoreError(what, cause)
  }
}

export function asStoreError(what: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause
  const { name, message, code, Code, $metadata } = cause as SdkError
  // The SDK wraps errors of other realms; the system's error code is then only in the message.
  const wrapped = /\bE[A-Z]{4,}\b/.exec(message ?? '')?.[0]
  return new StoreError(what, Code ?? code ?? wrapped ?? name, $metadata?.httpStatusCode ?? 0, { cause })
}

interface SdkError {
  name: string
  message?: string
  code?: string
  Code?: string
  $metadata?: { httpStatusCode?: number }
}
