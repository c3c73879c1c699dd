import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errorResponse, failure, S3Error } from './errors.ts'
import { type Body, drain, receiveBody } from './request/body.ts'
import { type Identity, verifySignature } from './request/signature.ts'
import type { ResponseData } from './response.ts'
import { memorySink, type Sink } from './sink.ts'
import { effects, withFault } from './store/effects.ts'
import { type Head, readHead } from './store/head.ts'
import { clock, newId, type State } from './store/state.ts'
import type { FaultFunction, S3Request } from './types.ts'

export interface Service {
  state: State
  log: S3Request[]
  fault: FaultFunction | undefined
  identity: Identity
  newSink(): Sink
}

export function createS3Server(service: Service): Server {
  const server = createServer((message, response) => void serve(service, message, response))
  // A connection closed by the server while a test is paused would look like a fault.
  server.keepAliveTimeout = 600_000
  server.requestTimeout = 0
  return server
}

async function serve(service: Service, message: IncomingMessage, response: ServerResponse): Promise<void> {
  response.sendDate = false
  // The client may close the connection at any time, which is not an error.
  response.on('error', () => {})
  const head = readHead(message, service)
  try {
    const result = await handle(service, message, head)
    if (!result) return void message.socket.destroy()
    head.request.status = result.status
    head.request.code = result.code
    await send(response, result, clock(service.state))
  } catch {
    message.socket.destroy()
  }
}

async function handle(
  service: Service,
  message: IncomingMessage,
  head: Head,
): Promise<ResponseData | undefined> {
  try {
    const body = await validBody(service, message, head)
    const fault = await service.fault?.(head.request)
    return withFault(fault, () => effect(service.state, head, body))
  } catch (error) {
    if (error instanceof S3Error) return errorResponse(error)
    if (message.socket.destroyed) throw error
    return failure({ status: 500, code: 'DoubleFailed', message: String(error) })
  }
}

/** The body of the request, if the request is authorized and intact. */
async function validBody(service: Service, message: IncomingMessage, head: Head): Promise<Body> {
  try {
    verifyHead(service, message, head)
  } catch (error) {
    await drain(message)
    throw error
  }
  const { operation } = head.request
  const large = operation === 'PutObject' || operation === 'UploadPart'
  const body = await receiveBody(message, large ? service.newSink() : memorySink(), large)
  head.request.size = body.content.size
  return body
}

function verifyHead(service: Service, message: IncomingMessage, { bucket, request }: Head): void {
  const { method = '', url = '', headers } = message
  const { state } = service
  const region = verifySignature({ method, target: url, headers }, service.identity, clock(state))
  if (bucket !== state.bucket) throw new S3Error('NoSuchBucket')
  if (region !== state.region)
    throw new S3Error('PermanentRedirect', `The bucket is in ${state.region}`, {
      'x-amz-bucket-region': state.region,
    })
  const owner = headers['x-amz-expected-bucket-owner']
  if (owner !== undefined && owner !== state.owner) throw new S3Error('AccessDenied')
  if (request.operation === 'Unknown')
    throw new S3Error('NotImplemented', `The double does not support ${method} ${url}`)
}

function effect(state: State, { request }: Head, body: Body): ResponseData {
  if (request.operation === 'Unknown') throw new S3Error('NotImplemented')
  const { headers, query, key = '' } = request
  return effects[request.operation](state, { headers, query, key, body })
}

async function send(response: ServerResponse, result: ResponseData, now: number): Promise<void> {
  const { status, headers = {}, content, cut } = result
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)
  response.writeHead(status, {
    ...Object.fromEntries(given),
    ...{ date: new Date(now).toUTCString(), 'x-amz-request-id': newId(), 'x-amz-id-2': newId() },
    ...(status === 204 ? {} : { 'content-length': content?.size ?? 0 }),
  })
  if (!content || response.req.method === 'HEAD') return void response.end()
  if (cut === undefined) return await pipeline(Readable.from(content.chunks()), response)
  response.flushHeaders()
  await pipeline(Readable.from(content.chunks(0, Math.min(cut, content.size))), response, { end: false })
  response.socket?.destroySoon()
}
