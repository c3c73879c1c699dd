import { createHash } from 'node:crypto'
import { S3Error } from '../errors.ts'
import { sentChecksum } from '../request/body.ts'
import { type Checksum, digestOf, hasher } from '../request/checksums.ts'
import { bytesOf, joined } from '../request/content.ts'
import { combineCrc } from '../request/crc.ts'
import { type ResponseData, xmlResponse } from '../response.ts'
import { innerTexts, textOf } from '../xml.ts'
import { encryptionHeaders, verifyAbsence } from './attributes.ts'
import { addVersion, type Call, clock, type Part, type State, type Upload, versionHeader } from './state.ts'
import { uploadOf, wrongChecksum } from './uploads.ts'

export function completeMultipartUpload(state: State, call: Call): ResponseData {
  const upload = uploadOf(state, call)
  const parts = namedParts(upload, bytesOf(call.body.content).toString())
  verifySizes(state, parts)
  const content = joined(parts.map(part => part.content))
  verifyObjectSize(call, content.size)
  const checksum = wholeChecksum(upload, parts)
  verifyChecksum(upload, call, checksum)
  verifyAbsence(state, call)
  const etag = `"${createHash('md5')
    .update(parts.map(part => part.etag).join())
    .digest('hex')}-${parts.length}"`
  const { metadata, contentType, contentEncoding, encryption, checksumType } = upload
  const id = addVersion(state, upload.key, {
    ...{ metadata, contentType, contentEncoding, encryption },
    ...{ content, etag, checksum, checksumType, modified: new Date(clock(state)) },
  })
  state.uploads.delete(upload.id)
  for (const part of upload.parts.values()) if (!parts.includes(part)) part.content.discard()
  const value = {
    ...{ Location: `/${state.bucket}/${upload.key}`, Bucket: state.bucket, Key: upload.key, ETag: etag },
    ...{ [`Checksum${checksum.name.toUpperCase()}`]: checksum.value, ChecksumType: checksumType },
  }
  const headers = { ...encryptionHeaders(encryption), ...versionHeader(state, id) }
  return xmlResponse('CompleteMultipartUploadResult', value, headers)
}

/** The parts listed in the document, which must exist as described. */
function namedParts(upload: Upload, document: string): Part[] {
  const listed = innerTexts(document, 'Part')
  if (listed.length === 0) throw new S3Error('MalformedXML', 'You must specify at least one part')
  let last = 0
  return listed.map(text => {
    const number = Number(textOf(text, 'PartNumber'))
    if (number <= last) throw new S3Error('InvalidPartOrder', 'The parts must be in ascending order')
    last = number
    const part = upload.parts.get(number)
    if (unquoted(part?.etag) !== unquoted(textOf(text, 'ETag')) || !part || !fits(upload, part, number, text))
      throw new S3Error('InvalidPart', `Part ${number} was not found, or its entity tag or checksum differs`)
    return part
  })
}

function fits(upload: Upload, part: Part, number: number, text: string): boolean {
  const { checksum } = part
  const listed = checksum && textOf(text, `Checksum${checksum.name.toUpperCase()}`)
  if (!listed && upload.checksumType === 'COMPOSITE')
    throw new S3Error('InvalidRequest', `The complete request must include the checksum for part ${number}`)
  return !listed || listed === checksum.value
}

const unquoted = (etag: string | undefined): string | undefined => etag?.replace(/^"|"$/g, '')

function verifySizes({ minimumPart }: State, parts: Part[]): void {
  if (parts.slice(0, -1).some(({ content }) => content.size < minimumPart))
    throw new S3Error('EntityTooSmall', 'A part is smaller than the minimum allowed size')
}

function verifyObjectSize({ headers }: Call, size: number): void {
  const announced = headers['x-amz-mp-object-size']
  if (announced !== undefined && Number(announced) !== size)
    throw new S3Error('InvalidRequest', `x-amz-mp-object-size is ${announced}, computed was ${size}`)
}

function verifyChecksum(upload: Upload, { headers }: Call, computed: Checksum): void {
  const type = headers['x-amz-checksum-type']
  if (type !== undefined && type !== upload.checksumType)
    throw wrongChecksum(upload.checksumType, String(type))
  const sent = sentChecksum(headers)
  if (!sent) return
  if (sent.name !== computed.name) throw wrongChecksum(upload.algorithm, sent.name)
  if (sent.value !== computed.value)
    throw new S3Error('BadDigest', `The ${sent.name.toUpperCase()} you specified did not match`)
}

function wholeChecksum({ algorithm = 'crc64nvme', checksumType }: Upload, parts: Part[]): Checksum {
  if (checksumType === 'FULL_OBJECT') {
    const digests = parts.map(part =>
      algorithm === 'crc64nvme' ? part.crc64nvme : digestOf(part.content, algorithm),
    )
    const whole = digests.reduce((sum, digest, at) =>
      combineCrc(sum, digest, (parts[at] as Part).content.size),
    )
    return { name: algorithm, value: whole.toString('base64') }
  }
  const whole = hasher(algorithm)
  for (const { checksum } of parts) whole.update(Buffer.from(checksum?.value ?? '', 'base64'))
  return { name: algorithm, value: `${whole.digest().toString('base64')}-${parts.length}` }
}
