import { textContent } from './request/content.ts'
import type { ResponseData } from './response.ts'
import type { S3Failure } from './types.ts'
import { xml } from './xml.ts'

/** Status codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const STATUS = {
  AccessDenied: 403,
  BadDigest: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidToken: 400,
  MalformedXML: 400,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchKey: 404,
  NoSuchLifecycleConfiguration: 404,
  NoSuchPublicAccessBlockConfiguration: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  ObjectLockConfigurationNotFoundError: 404,
  PermanentRedirect: 301,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
} as const

export type ErrorCode = keyof typeof STATUS

/** An error response of S3. */
export class S3Error extends Error {
  readonly code: ErrorCode
  readonly headers: Record<string, string>

  constructor(code: ErrorCode, message: string = code, headers: Record<string, string> = {}) {
    super(message)
    this.code = code
    this.headers = headers
  }
}

export const errorResponse = ({ code, message, headers }: S3Error): ResponseData => ({
  ...failure({ status: STATUS[code], code, message }),
  headers: { 'content-type': 'application/xml', ...headers },
})

export function failure({ status, code, message = code }: S3Failure): ResponseData {
  const content = textContent(xml('Error', { Code: code, Message: message }))
  return { status, headers: { 'content-type': 'application/xml' }, content, code }
}
