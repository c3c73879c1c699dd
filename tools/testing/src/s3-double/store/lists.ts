import { type ResponseData, xmlResponse } from '../response.ts'
import { type Call, currentObject, type State } from './state.ts'
import { uploadOf } from './uploads.ts'

export function listObjects(state: State, { query }: Call): ResponseData {
  const prefix = query.get('prefix') ?? ''
  const token = query.get('continuation-token')
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64').toString()
  const keys = sortedKeys(state).filter(key => key.startsWith(prefix) && compare(key, after) > 0)
  const shown = keys.slice(0, pageSize(state, query.get('max-keys')))
  const truncated = shown.length < keys.length
  return xmlResponse('ListBucketResult', {
    ...{ Name: state.bucket, Prefix: prefix, KeyCount: shown.length, MaxKeys: query.get('max-keys') ?? 1000 },
    IsTruncated: truncated,
    NextContinuationToken: truncated ? Buffer.from(shown.at(-1) ?? after).toString('base64') : undefined,
    Contents: shown.map(key => described(state, key)),
  })
}

/** The keys of all current objects, in the order of their bytes. */
export const sortedKeys = (state: State): string[] =>
  [...state.versions.keys()].filter(key => currentObject(state, key)).sort(compare)

const compare = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right))

const pageSize = (state: State, requested: string | null): number =>
  Math.min(Number(requested ?? state.pageSize), state.pageSize)

function described(state: State, key: string) {
  const object = currentObject(state, key)
  return {
    ...{ Key: key, LastModified: object?.modified.toISOString(), ETag: object?.etag },
    ...{ ChecksumAlgorithm: object?.checksum.name.toUpperCase(), ChecksumType: object?.checksumType },
    ...{ Size: object?.content.size, StorageClass: 'STANDARD' },
  }
}

export function listMultipartUploads(state: State, { query }: Call): ResponseData {
  const prefix = query.get('prefix') ?? ''
  const keyMarker = query.get('key-marker') ?? ''
  const idMarker = query.get('upload-id-marker')
  const all = [...state.uploads.values()]
    .filter(({ key }) => key.startsWith(prefix))
    .sort((left, right) => compare(left.key, right.key) || compare(left.id, right.id))
  const uploads = all.filter(({ key, id }) => {
    const order = compare(key, keyMarker)
    return order > 0 || (order === 0 && idMarker !== null && compare(id, idMarker) > 0)
  })
  const shown = uploads.slice(0, pageSize(state, query.get('max-uploads')))
  return xmlResponse('ListMultipartUploadsResult', {
    ...{ Bucket: state.bucket, Prefix: prefix, KeyMarker: keyMarker, UploadIdMarker: idMarker ?? '' },
    ...{ NextKeyMarker: shown.at(-1)?.key, NextUploadIdMarker: shown.at(-1)?.id },
    ...{ MaxUploads: query.get('max-uploads') ?? 1000, IsTruncated: shown.length < uploads.length },
    Upload: shown.map(({ key, id, started }) => ({
      ...{ Key: key, UploadId: id, Initiated: started.toISOString(), StorageClass: 'STANDARD' },
    })),
  })
}

export function listParts(state: State, call: Call): ResponseData {
  const { key, id, parts } = uploadOf(state, call)
  const marker = Number(call.query.get('part-number-marker') ?? 0)
  const left = [...parts].filter(([number]) => number > marker).sort(([first], [second]) => first - second)
  const shown = left.slice(0, pageSize(state, call.query.get('max-parts')))
  return xmlResponse('ListPartsResult', {
    ...{ Bucket: state.bucket, Key: key, UploadId: id, PartNumberMarker: marker },
    ...{ NextPartNumberMarker: shown.at(-1)?.[0], IsTruncated: shown.length < left.length },
    ...{ MaxParts: call.query.get('max-parts') ?? 1000, StorageClass: 'STANDARD' },
    Part: shown.map(([number, { etag, content, modified, checksum }]) => ({
      ...{ PartNumber: number, ETag: etag, Size: content.size, LastModified: modified.toISOString() },
      ...(checksum ? { [`Checksum${checksum.name.toUpperCase()}`]: checksum.value } : {}),
    })),
  })
}
