import { createHash } from 'node:crypto'
import { S3Error } from '../errors.ts'
import type { Body } from '../request/body.ts'
import type { Checksum } from '../request/checksums.ts'
import { ranged, rangeOf } from '../request/range.ts'
import type { ResponseData } from '../response.ts'
import { attributeHeaders, attributesOf, encryptionHeaders, verifyAbsence } from './attributes.ts'
import {
  addVersion,
  type Call,
  clock,
  removeVersion,
  type State,
  type StoredObject,
  versionHeader,
  wantedVersion,
} from './state.ts'

export function putObject(state: State, call: Call): ResponseData {
  if (call.headers['x-amz-copy-source']) throw new S3Error('NotImplemented', 'The double does not copy')
  requireDigest(state, call)
  const { content, checksum } = call.body
  verifyAbsence(state, call)
  const object: StoredObject = {
    ...attributesOf(call.headers),
    content,
    etag: etagOf(call.body),
    checksum: checksum ?? { name: 'crc64nvme', value: call.body.crc64nvme.toString('base64') },
    checksumType: 'FULL_OBJECT',
    modified: new Date(clock(state)),
  }
  const id = addVersion(state, call.key, object)
  const headers = { ...encryptionHeaders(object.encryption), ...versionHeader(state, id) }
  return { status: 200, headers: { etag: object.etag, ...checksumHeaders(object), ...headers } }
}

/** Objects and parts alike: "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Part requests with Object Lock". */
export function requireDigest({ settings }: State, { body: { checksum, hasMd5 } }: Call): void {
  if (settings.objectLock && !checksum && !hasMd5)
    throw new S3Error('InvalidRequest', 'Content-MD5 or x-amz-checksum- is required with Object Lock')
}

export const headObject = (state: State, call: Call): ResponseData => getObject(state, call)

export function getObject(state: State, call: Call): ResponseData {
  const { id, object } = wantedVersion(state, call)
  const condition = call.headers['if-match']
  if (condition && condition !== object.etag) throw new S3Error('PreconditionFailed')
  const range = rangeOf(call.headers.range, object.content.size)
  // The checksum of the object does not apply to a range, so S3 omits it.
  const withChecksum = call.headers['x-amz-checksum-mode'] === 'ENABLED' && !range
  const headers = {
    ...attributeHeaders(object),
    etag: object.etag,
    'accept-ranges': 'bytes',
    'last-modified': object.modified.toUTCString(),
    ...versionHeader(state, id),
    ...(withChecksum ? checksumHeaders(object) : {}),
  }
  if (!range) return { status: 200, headers, content: object.content }
  const shown = `bytes ${range.start}-${range.end - 1}/${object.content.size}`
  return {
    status: 206,
    headers: { ...headers, 'content-range': shown },
    content: ranged(object.content, range),
  }
}

export function deleteObject(state: State, { key, query }: Call): ResponseData {
  const id = query.get('versionId')
  if (id === null && state.settings.versioning) {
    const marker = addVersion(state, key, undefined)
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker } }
  }
  if (id !== null && state.settings.objectLock)
    throw new S3Error('AccessDenied', 'The version is protected by Object Lock')
  const removed = removeVersion(state, key, id ?? 'null')
  const marker = removed && !removed.object ? { 'x-amz-delete-marker': 'true' } : {}
  return { status: 204, headers: { ...marker, ...(id === null ? {} : { 'x-amz-version-id': id }) } }
}

export const checksumHeaders = ({ checksum, checksumType }: StoredObject) => ({
  ...checksumHeader(checksum),
  'x-amz-checksum-type': checksumType,
})

export const checksumHeader = (checksum: Checksum | undefined): Record<string, string> =>
  checksum ? { [`x-amz-checksum-${checksum.name}`]: checksum.value } : {}

/** Opaque, so that no code treats it as an MD5 checksum, which it is not under KMS and for multipart uploads. */
export const etagOf = ({ content, crc64nvme }: Pick<Body, 'content' | 'crc64nvme'>): string =>
  `"${createHash('md5').update(`${content.size} `).update(crc64nvme).digest('hex')}"`
