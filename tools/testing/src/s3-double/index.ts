import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createS3Server, type Service } from './server.ts'
import { fileSinks, memorySink } from './sink.ts'
import type { State } from './store/state.ts'
import { damageObject, openUploads, putDirectly, removeObject, versionsOf, viewOf } from './store/view.ts'
import type { S3Double, S3DoubleOptions } from './types.ts'

const MEBIBYTE = 1024 * 1024

/**
 * An S3 server in this process with one bucket, addressed by path, and its own credentials.
 * It performs the checks of AWS S3 and injects the faults returned by its fault function.
 */
export async function startS3Double(options: S3DoubleOptions = {}): Promise<S3Double> {
  const folder = options.folder && (await mkdtemp(join(options.folder, 's3-double-')))
  const service: Service = {
    ...{ state: newState(options), log: [], fault: undefined },
    identity: {
      accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: options.sessionToken,
    },
    newSink: folder ? fileSinks(folder) : memorySink,
  }
  const server = createS3Server(service).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return doubleOf(service, server, folder)
}

function newState(options: S3DoubleOptions): State {
  const allBlocked = { blockPublicAcls: true, ignorePublicAcls: true }
  return {
    region: options.region ?? 'eu-north-1',
    bucket: options.bucket ?? 'tsh-test-backups',
    owner: options.owner ?? '123456789012',
    minimumPart: options.minimumPart ?? 5 * MEBIBYTE,
    pageSize: options.pageSize ?? 1000,
    clockOffset: 0,
    settings: {
      ...{ versioning: undefined, publicPolicy: undefined, lifecycle: [], objectLock: undefined },
      publicAccess: { ...allBlocked, blockPublicPolicy: true, restrictPublicBuckets: true },
    },
    ...{ versions: new Map(), uploads: new Map() },
  }
}

function doubleOf(service: Service, server: Server, folder: string | undefined): S3Double {
  const { state, log, identity } = service
  const { port } = server.address() as AddressInfo
  const { region, bucket, owner } = state
  const { accessKeyId, secretAccessKey } = identity
  return {
    ...{
      endpoint: `http://127.0.0.1:${port}`,
      port,
      region,
      bucket,
      owner,
      accessKeyId,
      secretAccessKey,
      log,
    },
    get sessionToken() {
      return identity.sessionToken
    },
    set sessionToken(token) {
      identity.sessionToken = token
    },
    get fault() {
      return service.fault
    },
    set fault(fault) {
      service.fault = fault
    },
    get clockOffset() {
      return state.clockOffset
    },
    set clockOffset(milliseconds) {
      state.clockOffset = milliseconds
    },
    get settings() {
      return state.settings
    },
    set settings(settings) {
      state.settings = settings
    },
    get objects() {
      return viewOf(state)
    },
    versions: key => versionsOf(state, key),
    put: (key, body, more) => putDirectly(state, { key, body: Buffer.from(body), ...more }),
    damage: (key, change) => damageObject(state, key, change),
    remove: key => removeObject(state, key),
    openUploads: () => openUploads(state),
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      if (folder) await rm(folder, { recursive: true, force: true })
    },
  }
}
