import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { Client, type ClientChannel } from 'ssh2'
import type { NaiveResult } from './case.ts'
import { targetOf } from './inputs.ts'
import type { CaseContext } from './place/case-context.ts'
import { NAIVE_DUMP, SQL_DIGEST } from './place/database-server.ts'

const KEY = 'naive/shop.sql.gz'
export const NAIVE_PART = 5 * 1024 * 1024
/** After this time it is considered hung: neither success nor failure would have been reported. */
const TIMEOUT_MS = 20_000

/**
 * The naive implementation: a dump through gzip and ssh into the SDK's own upload. It uploads one part at a time, so that a
 * fault in the middle hits a dump that is still running.
 */
export async function runNaive(context: CaseContext): Promise<NaiveResult> {
  const uploaded = await upload(context).catch(() => ({ resolved: false, code: undefined }))
  const whole = uploaded.resolved && (await isWhole(context))
  return { trusting: uploaded.resolved, checking: uploaded.resolved && !uploaded.code, whole }
}

async function upload(context: CaseContext): Promise<{ resolved: boolean; code: number | null | undefined }> {
  const client = await login(context)
  try {
    const command = `docker exec ${context.dbServer.container} sh -c '${NAIVE_DUMP}'`
    const channel = await new Promise<ClientChannel>((resolve, reject) =>
      client.exec(command, (error, opened) => (error ? reject(error) : resolve(opened))),
    )
    let code: number | null | undefined
    const closed = once(channel, 'close')
    channel.on('exit', (status: number | null) => {
      code = status
    })
    channel.stderr.resume()
    const { bucket: Bucket } = context.double
    const sending = new Upload({
      ...{ client: store(context), params: { Bucket, Key: KEY, Body: channel } },
      ...{ queueSize: 1, partSize: NAIVE_PART },
    })
    const done = sending.done().then(
      () => true,
      () => false,
    )
    const resolved = await Promise.race([done, sleep(TIMEOUT_MS, false, { ref: false })])
    if (resolved) await Promise.race([closed, sleep(2000, undefined, { ref: false })])
    return { resolved, code }
  } finally {
    client.destroy()
  }
}

async function login(context: CaseContext): Promise<Client> {
  const { host, port, user: username, privateKey } = targetOf(context)
  const client = new Client()
  client.on('error', () => {})
  const ready = once(client, 'ready')
  client.connect({ host, port, username, privateKey })
  await ready
  return client
}

function store({ double }: CaseContext): S3Client {
  const { region, endpoint, accessKeyId, secretAccessKey } = double
  return new S3Client({
    region,
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  })
}

async function isWhole({ double, dbServer }: CaseContext): Promise<boolean> {
  const body = double.objects.get(KEY)?.body()
  if (!body) return false
  const digest = await dbServer.inContainer(`gzip -d 2>/dev/null | ${SQL_DIGEST}`, body).catch(() => '')
  return digest === dbServer.naive.contents
}
