import type { IncomingHttpHeaders } from 'node:http'
import { S3Error } from '../errors.ts'
import type { Encryption } from '../types.ts'
import { type Attributes, type Call, currentObject, type State } from './state.ts'

const META = 'x-amz-meta-'
const ENCRYPTION = 'x-amz-server-side-encryption'
const ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse']

export function attributesOf(headers: IncomingHttpHeaders): Attributes {
  const metadata = Object.entries(headers)
    .filter(([name]) => name.startsWith(META))
    .map(([name, value]) => [name.slice(META.length), String(value)])
  const encodings = String(headers['content-encoding'] ?? '').split(/, */)
  return {
    metadata: Object.fromEntries(metadata),
    contentType: headers['content-type'] ?? 'application/octet-stream',
    contentEncoding: encodings.filter(name => name !== 'aws-chunked').join(',') || undefined,
    encryption: encryptionOf(headers),
  }
}

function encryptionOf(headers: IncomingHttpHeaders): Encryption {
  const algorithm = String(headers[ENCRYPTION] ?? 'AES256')
  if (!ALGORITHMS.includes(algorithm))
    throw new S3Error('InvalidArgument', `Encryption ${algorithm} is unknown`)
  const keyId = headers[`${ENCRYPTION}-aws-kms-key-id`]?.toString()
  if (keyId && algorithm === 'AES256') throw new S3Error('InvalidArgument', 'AES256 does not use a key')
  return { algorithm, keyId, bucketKey: headers[`${ENCRYPTION}-bucket-key-enabled`] === 'true' }
}

export const encryptionHeaders = ({ algorithm, keyId, bucketKey }: Encryption) => ({
  [ENCRYPTION]: algorithm,
  [`${ENCRYPTION}-aws-kms-key-id`]: keyId,
  [`${ENCRYPTION}-bucket-key-enabled`]: bucketKey ? 'true' : undefined,
})

export const attributeHeaders = ({ metadata, contentType, contentEncoding, encryption }: Attributes) => ({
  'content-type': contentType,
  'content-encoding': contentEncoding,
  ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [META + name, value])),
  ...encryptionHeaders(encryption),
})

/** Refuses a write with `If-None-Match: *` if there is an object. */
export function verifyAbsence(state: State, { key, headers }: Call): void {
  const condition = headers['if-none-match']
  if (headers['if-match'])
    throw new S3Error('NotImplemented', 'The double does not support If-Match for writes')
  if (condition === undefined) return
  if (condition !== '*') throw new S3Error('NotImplemented', 'If-None-Match of a write can only be *')
  if (currentObject(state, key)) throw new S3Error('PreconditionFailed')
}
