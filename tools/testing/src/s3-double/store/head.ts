import type { IncomingMessage } from 'node:http'
import { operationOf } from '../request/operation.ts'
import type { S3Request } from '../types.ts'

export interface Head {
  bucket: string
  request: S3Request
}

/** Parses the head of a request and logs it. */
export function readHead(message: IncomingMessage, { log }: { log: S3Request[] }): Head {
  const [path = '', search] = (message.url ?? '').split('?')
  const [, bucket = '', ...rest] = path.split('/')
  const key = rest.length === 0 || rest.join('') === '' ? undefined : decoded(rest.join('/'))
  const query = new URLSearchParams(search)
  const operation = operationOf(message.method ?? '', key, query)
  const part = query.get('partNumber')
  const request: S3Request = {
    ...{ operation, key, query, headers: message.headers, at: Date.now(), size: 0 },
    count: log.filter(each => each.operation === operation).length + 1,
    uploadId: query.get('uploadId') ?? undefined,
    partNumber: part === null ? undefined : Number(part),
    ...{ status: undefined, code: undefined },
  }
  log.push(request)
  return { bucket, request }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
