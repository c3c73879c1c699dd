import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import S3rver from 's3rver'
import accounts from 's3rver/lib/models/account.js'

export interface FakeS3 {
  endpoint: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  objects(): Promise<{ key: string; size: number }[]>
  object(key: string): Promise<Buffer | undefined>
  /** Returns a server error for requests that match the function; undefined disables it. */
  fail(when: ((method: string, path: string) => boolean) | undefined): void
  close(): Promise<void>
}

/** An in-process S3 server with one bucket and its own credentials. */
export async function startS3(folder: string, bucket = 'tsh-rehearsal-backups'): Promise<FakeS3> {
  const accessKeyId = `AKIA${randomBytes(10).toString('hex').toUpperCase().slice(0, 16)}`
  const secretAccessKey = randomBytes(30).toString('base64url')
  accounts.DUMMY_ACCOUNT.createKeyPair(accessKeyId, secretAccessKey)
  const server = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, vhostBuckets: false },
    ...{ directory: join(folder, 's3'), configureBuckets: [{ name: bucket }] },
  })
  let fails: ((method: string, path: string) => boolean) | undefined
  server.middleware.unshift(async (context, next) => {
    if (!fails?.(context.method, context.path)) return await next()
    context.status = 503
    context.body = '<Error><Code>ServiceUnavailable</Code><Message>Rehearsed failure.</Message></Error>'
  })
  const { port } = await server.run()
  return {
    ...{ endpoint: `http://127.0.0.1:${port}`, region: 'eu-north-1', bucket, accessKeyId, secretAccessKey },
    objects: () => listed(server, bucket),
    object: key => content(server, bucket, key),
    fail: when => {
      fails = when
    },
    close: async () => {
      accounts.DUMMY_ACCOUNT.revokeAccessKey(accessKeyId)
      server.httpServer.closeAllConnections()
      await server.close()
    },
  }
}

async function listed(server: S3rver, bucket: string): Promise<{ key: string; size: number }[]> {
  const { objects } = await server.store.listObjects(bucket, {})
  return objects.map(({ key, size }) => ({ key, size }))
}

async function content(server: S3rver, bucket: string, key: string): Promise<Buffer | undefined> {
  const object = await server.store.getObject(bucket, key)
  if (!object) return undefined
  const chunks: Buffer[] = []
  for await (const chunk of object.content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
