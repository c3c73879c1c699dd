import { S3Error } from '../errors.ts'
import { type ChecksumName, isChecksumName } from '../request/checksums.ts'
import { type ResponseData, xmlResponse } from '../response.ts'
import { attributesOf, encryptionHeaders } from './attributes.ts'
import { checksumHeader, etagOf, requireDigest } from './objects.ts'
import { type Call, type ChecksumType, clock, newId, type State, type Upload } from './state.ts'

export function createMultipartUpload(state: State, { key, headers }: Call): ResponseData {
  const algorithm = algorithmOf(headers['x-amz-checksum-algorithm']?.toString())
  const upload: Upload = {
    ...attributesOf(headers),
    ...{ key, id: newId(), started: new Date(clock(state)), parts: new Map(), algorithm },
    checksumType: checksumTypeOf(algorithm, headers['x-amz-checksum-type']?.toString()),
  }
  state.uploads.set(upload.id, upload)
  const value = { Bucket: state.bucket, Key: key, UploadId: upload.id }
  return xmlResponse('InitiateMultipartUploadResult', value, {
    ...encryptionHeaders(upload.encryption),
    'x-amz-checksum-algorithm': algorithm?.toUpperCase(),
    'x-amz-checksum-type': algorithm && upload.checksumType,
  })
}

function algorithmOf(name: string | undefined): ChecksumName | undefined {
  const lower = name?.toLowerCase()
  if (lower === undefined || isChecksumName(lower)) return lower
  throw new S3Error('NotImplemented', `The double does not support ${name}`)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function checksumTypeOf(algorithm: ChecksumName | undefined, requested: string | undefined): ChecksumType {
  const fullOnly = algorithm === undefined || algorithm === 'crc64nvme'
  const type = requested ?? (fullOnly ? 'FULL_OBJECT' : 'COMPOSITE')
  const possible = [
    ...(fullOnly ? [] : ['COMPOSITE']),
    ...(fullOnly || algorithm === 'crc32' ? ['FULL_OBJECT'] : []),
  ]
  if (possible.includes(type)) return type as ChecksumType
  throw new S3Error('InvalidRequest', `The ${type} checksum type cannot be used with ${algorithm}`)
}

export function uploadPart(state: State, call: Call): ResponseData {
  const upload = uploadOf(state, call)
  const number = Number(call.query.get('partNumber'))
  if (!(Number.isInteger(number) && number >= 1 && number <= 10_000))
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive')
  requireDigest(state, call)
  const { content, crc64nvme, checksum } = call.body
  // AWS may be more lenient with an upload created without an algorithm.
  const missing = !checksum && upload.checksumType === 'COMPOSITE'
  if (missing || (checksum && checksum.name !== upload.algorithm))
    throw wrongChecksum(upload.algorithm, checksum?.name)
  const etag = etagOf(call.body)
  upload.parts.get(number)?.content.discard()
  upload.parts.set(number, { content, crc64nvme, checksum, etag, modified: new Date(clock(state)) })
  const headers = { etag, ...checksumHeader(checksum), ...encryptionHeaders(upload.encryption) }
  return { status: 200, headers }
}

export function wrongChecksum(expected: string | undefined, actual: string | undefined): S3Error {
  const types = `expected checksum Type: ${expected ?? 'null'}, actual checksum Type: ${actual ?? 'null'}`
  return new S3Error('InvalidRequest', `Checksum Type mismatch occurred, ${types}`)
}

export function abortMultipartUpload(state: State, call: Call): ResponseData {
  const upload = uploadOf(state, call)
  state.uploads.delete(upload.id)
  for (const { content } of upload.parts.values()) content.discard()
  return { status: 204 }
}

/** The open upload that a request names. */
export function uploadOf(state: State, { key, query }: Call): Upload {
  const upload = state.uploads.get(query.get('uploadId') ?? '')
  if (upload?.key !== key) throw new S3Error('NoSuchUpload')
  return upload
}
