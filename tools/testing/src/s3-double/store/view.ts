import { digestOf } from '../request/checksums.ts'
import { bufferContent, bytesOf } from '../request/content.ts'
import type { S3Double, S3Object } from '../types.ts'
import { sortedKeys } from './lists.ts'
import { etagOf } from './objects.ts'
import { addVersion, clock, currentObject, removeVersion, type State, type StoredObject } from './state.ts'

/** The current objects, as seen by tests. */
export function viewOf(state: State): Map<string, S3Object> {
  return new Map(sortedKeys(state).map(key => [key, objectView(state, key)]))
}

function objectView(state: State, key: string): S3Object {
  const { id, object } = latest(state, key)
  const { content, checksum, checksumType, metadata, contentType, encryption, etag, modified } = object
  return {
    ...{ metadata, contentType, encryption, etag, modified, checksumType, versionId: id, size: content.size },
    checksums: { [checksum.name]: checksum.value },
    body: () => bytesOf(content),
    get sha256() {
      return digestOf(content, 'sha256').toString('hex')
    },
  }
}

function latest(state: State, key: string): { id: string; object: StoredObject } {
  const object = currentObject(state, key)
  const id = state.versions.get(key)?.at(-1)?.id
  if (!object || id === undefined) throw new Error(`object "${key}" does not exist`)
  return { id, object }
}

export const versionsOf = (state: State, key: string): { versionId: string; deleteMarker: boolean }[] =>
  (state.versions.get(key) ?? []).map(({ id, object }) => ({ versionId: id, deleteMarker: !object }))

/** Puts an object without a request. */
export function putDirectly(
  state: State,
  {
    key,
    body,
    metadata,
    modified,
  }: { key: string; body: Buffer; metadata?: Record<string, string>; modified?: Date },
): void {
  const content = bufferContent(body)
  const crc64nvme = digestOf(content, 'crc64nvme')
  addVersion(state, key, {
    ...{ content, etag: etagOf({ content, crc64nvme }), checksumType: 'FULL_OBJECT' },
    checksum: { name: 'crc64nvme', value: crc64nvme.toString('base64') },
    ...{ metadata: metadata ?? {}, contentType: 'application/octet-stream', contentEncoding: undefined },
    encryption: { algorithm: 'AES256', keyId: undefined, bucketKey: false },
    modified: modified ?? new Date(clock(state)),
  })
}

export function damageObject(state: State, key: string, change: Parameters<S3Double['damage']>[1]): void {
  const { object } = latest(state, key)
  const damaged = bufferContent(Buffer.from(change(bytesOf(object.content))))
  object.content.discard()
  object.content = damaged
}

export function removeObject(state: State, key: string): void {
  for (const { id } of [...(state.versions.get(key) ?? [])]) removeVersion(state, key, id)
}

export const openUploads = (state: State): { key: string; uploadId: string; parts: number }[] =>
  [...state.uploads.values()].map(({ key, id, parts }) => ({ key, uploadId: id, parts: parts.size }))
