import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { S3Error } from '../errors.ts'
import type { Sink } from '../sink.ts'
import { decodeChunks } from './aws-chunked.ts'
import { type Checksum, type ChecksumName, checksumNames, hasher, isChecksumName } from './checksums.ts'
import type { Content } from './content.ts'
import type { Hasher } from './crc.ts'

/** A body that matches its headers and trailers. */
export interface Body {
  content: Content
  crc64nvme: Buffer
  /** The verified checksum of the request. */
  checksum: Checksum | undefined
  hasMd5: boolean
}

const HASH = /^[0-9a-f]{64}$/
const PREFIX = 'x-amz-checksum-'

/**
 * Reads the entire body of a request and verifies all hashes and checksums of the request.
 * @param ofObject whether the checksum headers apply to the body; for CompleteMultipartUpload they apply to the object
 */
export async function receiveBody(message: IncomingMessage, sink: Sink, ofObject: boolean): Promise<Body> {
  const { headers } = message
  const trailers = new Map<string, string>()
  const hashers = wantedHashers(headers)
  let size = 0
  try {
    for await (const chunk of decoded(message, trailers)) {
      for (const state of hashers.values()) state.update(chunk)
      sink.write(chunk)
      size += chunk.length
    }
    const digests = new Map([...hashers].map(([name, state]) => [name, state.digest()]))
    verifySize(headers, size)
    verifyHashes(headers, digests)
    const checksum = ofObject ? verifiedChecksum(headers, trailers, digests) : undefined
    const crc64nvme = digests.get('crc64nvme') as Buffer
    return { content: sink.finish(), crc64nvme, checksum, hasMd5: 'content-md5' in headers }
  } catch (error) {
    sink.cancel()
    await drain(message)
    throw error
  }
}

/** Reads the rest of a request, so that the client can read the response. */
export async function drain(message: IncomingMessage): Promise<void> {
  for await (const _ of message.iterator({ destroyOnReturn: false }));
}

function decoded(message: IncomingMessage, trailers: Map<string, string>): AsyncIterable<Buffer> {
  const { headers } = message
  const chunks = message.iterator({ destroyOnReturn: false })
  const hash = String(headers['x-amz-content-sha256'])
  if (!hash.startsWith('STREAMING-')) {
    if (headers['transfer-encoding']) throw new S3Error('MissingContentLength')
    return chunks
  }
  if (hash !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') throw new S3Error('NotImplemented', `Payload is ${hash}`)
  if (!headers['x-amz-decoded-content-length']) throw new S3Error('MissingContentLength')
  return decodeChunks(chunks, (name, value) => trailers.set(name, value))
}

function wantedHashers(headers: IncomingHttpHeaders): Map<string, Hasher> {
  const trailer = String(headers['x-amz-trailer'] ?? '').toLowerCase()
  const wanted = checksumNames.filter(name => headers[PREFIX + name] || trailer === PREFIX + name)
  const names = new Set<ChecksumName | 'md5'>(['crc64nvme', ...wanted])
  if (HASH.test(String(headers['x-amz-content-sha256']))) names.add('sha256')
  if (headers['content-md5']) names.add('md5')
  return new Map([...names].map(name => [name, hasher(name)]))
}

function verifySize(headers: IncomingHttpHeaders, size: number): void {
  const announced = headers['x-amz-decoded-content-length'] ?? headers['content-length'] ?? '0'
  if (Number(announced) !== size)
    throw new S3Error('IncompleteBody', `${announced} bytes announced, ${size} received`)
}

function verifyHashes(headers: IncomingHttpHeaders, digests: Map<string, Buffer>): void {
  const hash = String(headers['x-amz-content-sha256'])
  if (HASH.test(hash) && digests.get('sha256')?.toString('hex') !== hash)
    throw new S3Error('XAmzContentSHA256Mismatch')
  const md5 = headers['content-md5']
  if (md5 && digests.get('md5')?.toString('base64') !== md5)
    throw new S3Error('BadDigest', 'Content-MD5 differs')
}

function verifiedChecksum(
  headers: IncomingHttpHeaders,
  trailers: Map<string, string>,
  digests: Map<string, Buffer>,
): Checksum | undefined {
  const sent = sentChecksum(headers, trailers)
  if (sent && digests.get(sent.name)?.toString('base64') !== sent.value)
    throw new S3Error('BadDigest', `The ${sent.name.toUpperCase()} you specified did not match`)
  return sent
}

/** The checksum in the headers or trailers of a request. */
export function sentChecksum(
  headers: IncomingHttpHeaders,
  trailers: Map<string, string> = new Map(),
): Checksum | undefined {
  const announced = headers['x-amz-trailer']
  if (announced && !trailers.has(String(announced).toLowerCase()))
    throw new S3Error('MalformedXML', `The trailer ${announced} is missing`)
  const values = new Map([...Object.entries(headers), ...trailers])
  for (const [header, value] of values) {
    if (!header.startsWith(PREFIX)) continue
    const name = header.slice(PREFIX.length)
    if (['type', 'algorithm', 'mode'].includes(name)) continue
    if (!isChecksumName(name)) throw new S3Error('NotImplemented', `The double does not support ${name}`)
    return { name, value: String(value) }
  }
  return undefined
}
