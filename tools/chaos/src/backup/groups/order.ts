import { randomBytes } from 'node:crypto'
import { dumpInto, gatedUpload } from '@tsh/backup/engine'
import { openBucket } from '@tsh/backup/s3'
import type { CommandEnd } from '@tsh/remote'
import type { Case, Outcome } from '../case.ts'
import { scriptedDatabase } from '../faults/scripted-database.ts'
import { inputsFor } from '../inputs.ts'
import type { CaseContext } from '../place/case-context.ts'
import { randomFrom } from '../place/random.ts'

const KEY = 'order/dump.pgc'
const snapshot = {
  id: '1',
  tables: [{ schema: 'public', name: 'items' }],
  sequences: 0,
  largeObjects: 0,
  extensions: [],
}
const success = (nonce: string): CommandEnd => ({
  code: 0,
  signal: undefined,
  stderr: `\nTSH-END ${nonce} dump=0\n`,
})

/** Exits of the dump; in each one the output looks complete. */
const ENDS: [name: string, end: (nonce: string) => CommandEnd][] = [
  ['successfully', success],
  ['without a code', nonce => ({ ...success(nonce), code: undefined })],
  ['successfully', success],
  ['by a signal', nonce => ({ ...success(nonce), code: undefined, signal: 'KILL' })],
  ['successfully', success],
  ['with code 1', nonce => ({ ...success(nonce), code: 1 })],
  ['without a trailer', nonce => ({ ...success(nonce), stderr: '' })],
]

/** A dump of random size in random chunks, at random speed, with its exit before or after the end of its output. */
const interleavings: Case[] = Array.from({ length: 70 }, (_, seed) => {
  const [how, end] = ENDS[seed % ENDS.length] as (typeof ENDS)[number]
  return {
    ...{ group: 'G3' as const, name: `interleaving ${seed}: the dump ends ${how}`, offline: true },
    expect: how === 'successfully' ? ('backed up' as const) : /backup incomplete/,
    perform: (context: CaseContext) => interleave(context, seed, end),
    quick: seed < 3,
  }
})

async function interleave(
  context: CaseContext,
  seed: number,
  end: (nonce: string) => CommandEnd,
): Promise<Outcome> {
  const random = randomFrom(seed + 1)
  const exitAt = { requests: 0 }
  delayResponses(context, random)
  const bucket = openBucket(inputsFor(context).storage)
  const options = { token: 'order', checksum: 'crc64nvme' as const, encryption: { mode: 'none' as const } }
  const upload = gatedUpload(bucket, { key: KEY, partSize: 1 + random(40_000), options })
  const chunks = [
    Buffer.from('PGDMP'),
    ...Array.from({ length: 2 + random(12) }, () => randomBytes(400 + random(30_000))),
  ]
  const database = scriptedDatabase({
    ...{ chunks, pauses: chunks.map(() => random(4)), exitDelayMs: random(30) - 15, end },
    onExit: () => {
      exitAt.requests = context.double.log.length
    },
  })
  const plan = {
    snapshot,
    encoding: 'UTF8',
    codec: 'none',
    silence: undefined,
    recipients: [],
    decode: false,
    expected: undefined,
  }
  try {
    await dumpInto(database, upload, { ...plan, signal: context.cancel.signal })
    await upload.commit()
  } catch (cause) {
    await upload.abort()
    return failed(publishedBefore(context, Number.POSITIVE_INFINITY) ?? (cause as Error).message)
  }
  context.kept.add(KEY)
  const body = context.double.objects.get(KEY)?.body()
  if (!body?.equals(Buffer.concat(chunks))) return failed('the stored object differs from the dump')
  const early = publishedBefore(context, exitAt.requests)
  return early ? failed(early) : { backedUp: true, id: '', manifest: '' }
}

/** The request that published the dump before its exit status was known. */
function publishedBefore({ double }: CaseContext, requests: number): string | undefined {
  const early = double.log
    .slice(0, requests)
    .find(({ operation }) => operation === 'CompleteMultipartUpload' || operation === 'PutObject')
  return early && `${early.operation} came before the exit status was known`
}

/** Delays responses randomly, so that they arrive out of order. */
function delayResponses(context: CaseContext, random: (below: number) => number): void {
  const previous = context.double.fault
  context.double.fault = async request => {
    await new Promise(resolve => setTimeout(resolve, random(8)))
    return previous?.(request)
  }
}

const failed = (message: string): Outcome => ({ backedUp: false, message })

export const order: Case[] = interleavings
