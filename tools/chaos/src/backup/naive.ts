import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { Client, type ClientChannel } from 'ssh2'
import type { NaiveResult } from './case.ts'
import { targetOf } from './inputs.ts'
import type { Arena } from './place/arena.ts'
import { NAIVE_DUMP, SQL_DIGEST } from './place/lane.ts'

const KEY = 'naive/shop.sql.gz'
export const NAIVE_PART = 5 * 1024 * 1024
/** Milliseconds after which it is taken for stuck; nobody would have noticed, and nobody believes in success. */
const PATIENCE = 20_000

/**
 * The obvious implementation: a dump through gzip and ssh into the SDK's own upload. It sends one part at a time, which
 * changes nothing but that a fault in the middle meets a dump that is still running.
 */
export async function runNaive(arena: Arena): Promise<NaiveResult> {
  const uploaded = await upload(arena).catch(() => ({ resolved: false, code: undefined }))
  const whole = uploaded.resolved && (await isWhole(arena))
  return { trusting: uploaded.resolved, checking: uploaded.resolved && !uploaded.code, whole }
}

async function upload(arena: Arena): Promise<{ resolved: boolean; code: number | null | undefined }> {
  const client = await login(arena)
  try {
    const command = `docker exec ${arena.lane.container} sh -c '${NAIVE_DUMP}'`
    const channel = await new Promise<ClientChannel>((resolve, reject) =>
      client.exec(command, (error, opened) => (error ? reject(error) : resolve(opened))),
    )
    let code: number | null | undefined
    const closed = once(channel, 'close')
    channel.on('exit', (status: number | null) => {
      code = status
    })
    channel.stderr.resume()
    const { bucket: Bucket } = arena.double
    const sending = new Upload({
      ...{ client: store(arena), params: { Bucket, Key: KEY, Body: channel } },
      ...{ queueSize: 1, partSize: NAIVE_PART },
    })
    const done = sending.done().then(
      () => true,
      () => false,
    )
    const resolved = await Promise.race([done, sleep(PATIENCE, false, { ref: false })])
    if (resolved) await Promise.race([closed, sleep(2000, undefined, { ref: false })])
    return { resolved, code }
  } finally {
    client.destroy()
  }
}

async function login(arena: Arena): Promise<Client> {
  const { host, port, user: username, privateKey } = targetOf(arena)
  const client = new Client()
  client.on('error', () => {})
  const ready = once(client, 'ready')
  client.connect({ host, port, username, privateKey })
  await ready
  return client
}

function store({ double }: Arena): S3Client {
  const { region, endpoint, accessKeyId, secretAccessKey } = double
  return new S3Client({
    region,
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  })
}

async function isWhole({ double, lane }: Arena): Promise<boolean> {
  const body = double.objects.get(KEY)?.body()
  if (!body) return false
  const digest = await lane.inContainer(`gzip -d 2>/dev/null | ${SQL_DIGEST}`, body).catch(() => '')
  return digest === lane.naive.contents
}
