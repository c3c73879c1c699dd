import { randomBytes } from 'node:crypto'
import { dumpInto, gatedUpload } from '@tsh/backup/engine'
import { openBucket } from '@tsh/backup/s3'
import type { CommandEnd } from '@tsh/remote'
import type { Case, Outcome } from '../case.ts'
import { scriptedDatabase } from '../faults/scripted-database.ts'
import { inputsFor } from '../inputs.ts'
import type { Arena } from '../place/arena.ts'
import { randomFrom } from '../place/random.ts'

const KEY = 'order/dump.pgc'
const snapshot = {
  id: '1',
  tables: [{ schema: 'public', name: 'items' }],
  sequences: 0,
  largeObjects: 0,
  extensions: [],
}
const well = (nonce: string): CommandEnd => ({
  code: 0,
  signal: undefined,
  stderr: `\nTSH-END ${nonce} dump=0\n`,
})

/** Ways to end that are none; each looks like a clean end of the output. */
const ENDS: [name: string, end: (nonce: string) => CommandEnd][] = [
  ['well', well],
  ['without a code', nonce => ({ ...well(nonce), code: undefined })],
  ['well', well],
  ['by a signal', nonce => ({ ...well(nonce), code: undefined, signal: 'KILL' })],
  ['well', well],
  ['with code 1', nonce => ({ ...well(nonce), code: 1 })],
  ['without a trailer', nonce => ({ ...well(nonce), stderr: '' })],
]

/** One dump of random size in random chunks, at random speed, with its end before or after the end of its output. */
const interleavings: Case[] = Array.from({ length: 70 }, (_, seed) => {
  const [how, end] = ENDS[seed % ENDS.length] as (typeof ENDS)[number]
  return {
    ...{ group: 'G3' as const, name: `interleaving ${seed}: the dump ends ${how}`, offline: true },
    expect: how === 'well' ? ('backed up' as const) : /backup incomplete/,
    perform: (arena: Arena) => interleave(arena, seed, end),
    quick: seed < 3,
  }
})

async function interleave(arena: Arena, seed: number, end: (nonce: string) => CommandEnd): Promise<Outcome> {
  const random = randomFrom(seed + 1)
  const log = { news: 0 }
  slowly(arena, random)
  const bucket = openBucket(inputsFor(arena).storage)
  const options = { token: 'order', checksum: 'crc64nvme' as const, encryption: { mode: 'none' as const } }
  const upload = gatedUpload(bucket, { key: KEY, partSize: 1 + random(40_000), options })
  const chunks = [
    Buffer.from('PGDMP'),
    ...Array.from({ length: 2 + random(12) }, () => randomBytes(400 + random(30_000))),
  ]
  const database = scriptedDatabase({
    ...{ chunks, pauses: chunks.map(() => random(4)), newsAfter: random(30) - 15, end },
    onNews: () => {
      log.news = arena.double.log.length
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
    await dumpInto(database, upload, { ...plan, signal: arena.cancel.signal })
    await upload.commit()
  } catch (cause) {
    await upload.abort()
    return failed(namedBefore(arena, Number.POSITIVE_INFINITY) ?? (cause as Error).message)
  }
  arena.kept.add(KEY)
  const body = arena.double.objects.get(KEY)?.body()
  if (!body?.equals(Buffer.concat(chunks))) return failed('what is stored is not what was dumped')
  const early = namedBefore(arena, log.news)
  return early ? failed(early) : { backedUp: true, id: '', manifest: '' }
}

/** The request that made an object of the dump before it was known how the dump had ended. */
function namedBefore({ double }: Arena, news: number): string | undefined {
  const early = double.log
    .slice(0, news)
    .find(({ operation }) => operation === 'CompleteMultipartUpload' || operation === 'PutObject')
  return early && `${early.operation} came before the end was known`
}

/** Answers that come late and not in the order of the requests. */
function slowly(arena: Arena, random: (below: number) => number): void {
  const answer = arena.double.fault
  arena.double.fault = async request => {
    await new Promise(resolve => setTimeout(resolve, random(8)))
    return answer?.(request)
  }
}

const failed = (message: string): Outcome => ({ backedUp: false, message })

export const order: Case[] = interleavings
