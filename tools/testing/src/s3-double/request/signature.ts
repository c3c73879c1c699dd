import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { S3Error } from '../errors.ts'

export interface Signed {
  method: string
  /** As sent, with the query. */
  target: string
  headers: IncomingHttpHeaders
}

export interface Identity {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string | undefined
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/
const MAX_SKEW_MS = 15 * 60_000

/**
 * Checks Signature Version 4 in the Authorization header, and returns the region that it is for.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function verifySignature(request: Signed, identity: Identity, now: number): string {
  const found = AUTHORIZATION.exec(header(request, 'authorization'))
  if (!found) throw new S3Error('AccessDenied', 'The request is not signed with AWS4-HMAC-SHA256')
  const [, accessKeyId = '', day = '', region = '', names = '', signature = ''] = found
  if (accessKeyId !== identity.accessKeyId) throw new S3Error('InvalidAccessKeyId')
  verifyTime(header(request, 'x-amz-date'), now)
  const signedNames = names.split(';')
  verifyNames(request, signedNames)
  const scope = `${day}/${region}/s3/aws4_request`
  const canonical = sha256(canonicalRequest(request, signedNames))
  const text = ['AWS4-HMAC-SHA256', header(request, 'x-amz-date'), scope, canonical].join('\n')
  const key = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${identity.secretAccessKey}`)
  if (!timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex')))
    throw new S3Error('SignatureDoesNotMatch')
  if (request.headers['x-amz-security-token'] !== identity.sessionToken) throw new S3Error('InvalidToken')
  return region
}

function verifyTime(date: string, now: number): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  if (!parts) throw new S3Error('AccessDenied', 'The request has no valid x-amz-date')
  const [year = 0, month = 0, day, hour, minute, second] = parts.slice(1).map(Number)
  const skew = Math.abs(Date.UTC(year, month - 1, day, hour, minute, second) - now)
  if (skew > MAX_SKEW_MS) throw new S3Error('RequestTimeTooSkewed')
}

function verifyNames(request: Signed, signedNames: string[]): void {
  const needed = Object.keys(request.headers).filter(name => name === 'host' || name.startsWith('x-amz-'))
  const missing = needed.filter(name => !signedNames.includes(name))
  if (missing.length > 0) throw new S3Error('AccessDenied', `Not signed: ${missing.join(', ')}`)
}

function canonicalRequest(request: Signed, signedNames: string[]): string {
  const [path = '', query = ''] = request.target.split('?')
  const pairs = query === '' ? [] : query.split('&').map(canonicalPair)
  const headers = signedNames.map(name => `${name}:${header(request, name).trim().replace(/ +/g, ' ')}\n`)
  const encodedPath = path.split('/').map(reencoded).join('/')
  return [
    ...[request.method, encodedPath, pairs.sort().join('&')],
    ...[headers.join(''), signedNames.join(';'), header(request, 'x-amz-content-sha256')],
  ].join('\n')
}

function canonicalPair(pair: string): string {
  const [name = '', value = ''] = pair.split('=')
  return `${reencoded(name)}=${reencoded(value)}`
}

const reencoded = (text: string): string =>
  encodeURIComponent(decodeURIComponent(text)).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
const header = ({ headers }: Signed, name: string): string => String(headers[name] ?? '')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest()
