import { randomBytes } from 'node:crypto'
import { S3Error } from '../errors.ts'
import type { Body } from '../request/body.ts'
import type { Checksum, ChecksumName } from '../request/checksums.ts'
import type { Content } from '../request/content.ts'
import type { Encryption, S3Request, S3Settings } from '../types.ts'

/** The attributes of an object that a write sets besides the body. */
export interface Attributes {
  metadata: Record<string, string>
  contentType: string
  contentEncoding: string | undefined
  encryption: Encryption
}

export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE'

export interface StoredObject extends Attributes {
  content: Content
  etag: string
  checksum: Checksum
  checksumType: ChecksumType
  modified: Date
}

/** Without an object it is a delete marker. */
export interface Version {
  id: string
  object: StoredObject | undefined
}

export interface Part extends Pick<Body, 'content' | 'crc64nvme' | 'checksum'> {
  etag: string
  modified: Date
}

export interface Upload extends Attributes {
  key: string
  id: string
  started: Date
  /** As requested. */
  algorithm: ChecksumName | undefined
  checksumType: ChecksumType
  parts: Map<number, Part>
}

/** The state of the server. */
export interface State {
  region: string
  bucket: string
  owner: string
  minimumPart: number
  pageSize: number
  settings: S3Settings
  /** Milliseconds. */
  clockOffset: number
  /** By key, oldest first. */
  versions: Map<string, Version[]>
  /** By upload identifier. */
  uploads: Map<string, Upload>
}

/** A validated request. */
export interface Call extends Pick<S3Request, 'headers' | 'query'> {
  key: string
  body: Body
}

/** Milliseconds since 1970 on the clock of the server. */
export const clock = ({ clockOffset }: State): number => Date.now() + clockOffset

export const newId = (): string => randomBytes(16).toString('hex')

export const currentObject = (state: State, key: string): StoredObject | undefined =>
  state.versions.get(key)?.at(-1)?.object

/** Adds a version, which replaces the object unless versioning is enabled. */
export function addVersion(state: State, key: string, object: StoredObject | undefined): string {
  const id = state.settings.versioning === 'Enabled' ? newId() : 'null'
  if (id === 'null') removeVersion(state, key, id)
  state.versions.set(key, [...(state.versions.get(key) ?? []), { id, object }])
  return id
}

export function removeVersion(state: State, key: string, id: string): Version | undefined {
  const versions = state.versions.get(key) ?? []
  const removed = versions.find(version => version.id === id)
  const left = versions.filter(version => version !== removed)
  removed?.object?.content.discard()
  if (left.length > 0) state.versions.set(key, left)
  else state.versions.delete(key)
  return removed
}

/** The header that names a version, if the bucket has versions. */
export const versionHeader = (state: State, id: string): Record<string, string> =>
  state.settings.versioning ? { 'x-amz-version-id': id } : {}

/** The version that a request names, or the current one. */
export function wantedVersion(state: State, { key, query }: Call): Version & { object: StoredObject } {
  const id = query.get('versionId')
  const versions = state.versions.get(key) ?? []
  const version = id === null ? versions.at(-1) : versions.find(each => each.id === id)
  if (!version && id !== null) throw new S3Error('NoSuchVersion')
  if (!version) throw new S3Error('NoSuchKey')
  const { object } = version
  if (!object) throw new S3Error('NoSuchKey', 'The current version is a delete marker', deleted(version))
  return { ...version, object }
}

const deleted = ({ id }: Version): Record<string, string> => ({
  'x-amz-delete-marker': 'true',
  'x-amz-version-id': id,
})
