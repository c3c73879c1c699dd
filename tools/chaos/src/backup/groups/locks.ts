import { type AttemptOptions, attempt } from '../attempt.ts'
import type { Case, Outcome } from '../case.ts'
import { sql, terminate } from '../faults/faults.ts'
import { type Arena, openArena } from '../place/arena.ts'

/** Seconds in which the second of two must have failed, on a busy machine. */
const SOON = 30
const HELD = /another backup or restore of database "tiny" is running \(run \S+, since [\d:]+ UTC\)/

/** Runs another backup, with a store of its own, while the first waits for it at its first part. */
async function besides(
  arena: Arena,
  { database = arena.database, ...changes }: AttemptOptions & { database?: Arena['database'] } = {},
): Promise<{ first: Outcome; other: Outcome; seconds: number }> {
  const its = await openArena(arena.lane, database, arena.parts)
  let other: Outcome = { backedUp: false, message: 'it never started' }
  let seconds = 0
  arena.during('first part', async () => {
    const before = Date.now()
    other = await attempt(its, changes)
    seconds = (Date.now() - before) / 1000
  })
  const first = await attempt(arena)
  await its.close()
  return { first, other, seconds }
}

const wrong = (message: string): Outcome => ({ backedUp: false, message })

const twoAtOnce: Case[] = [
  {
    ...{
      group: 'G14',
      name: 'the second of two fails soon and names the first',
      expect: 'backed up',
      quick: true,
    },
    async perform(arena) {
      const { first, other, seconds } = await besides(arena)
      if (other.backedUp || !HELD.test(other.message)) return wrong(`the second: ${other.message}`)
      return seconds <= SOON ? first : wrong(`the second took ${seconds} s to fail`)
    },
  },
  {
    ...{ group: 'G14', name: 'so it does for another environment of the same database', expect: 'backed up' },
    async perform(arena) {
      const { first, other } = await besides(arena, { version: '2.0.0' })
      return !other.backedUp && HELD.test(other.message) ? first : wrong(`the second: ${other.message}`)
    },
  },
  {
    ...{ group: 'G14', name: 'two databases do not wait for each other', expect: 'backed up' },
    async perform(arena) {
      const { first, other } = await besides(arena, { database: 'shop' })
      return other.backedUp ? first : wrong(`the second: ${other.message}`)
    },
  },
  {
    ...{ group: 'G14', name: 'after a lost connection the lock is free again', expect: 'backed up' },
    async perform(arena) {
      arena.during('middle part', () => arena.proxy.reset())
      const first = await attempt(arena)
      return first.backedUp ? wrong('the first was backed up') : attempt(arena)
    },
  },
  {
    ...{ group: 'G14', name: 'after a cancelled backup the lock is free again', expect: 'backed up' },
    async perform(arena) {
      arena.during('middle part', () => arena.cancel.abort())
      const first = await attempt(arena)
      arena.cancel = new AbortController()
      return first.backedUp ? wrong('the first was backed up') : attempt(arena)
    },
  },
]

/** What a migration does first; the content stays. */
const ALTER = `SET lock_timeout = '5s'; ALTER TABLE items ALTER COLUMN id SET NOT NULL;`

const migrate = (arena: Arena) =>
  sql(arena, ALTER).then(
    () => undefined,
    cause => `an ALTER TABLE afterwards: ${(cause as Error).message}`,
  )

const migrations: Case[] = [
  {
    ...{ group: 'G15', name: 'a table is locked: fails within the lock wait', expect: /lock/, patience: 60 },
    async perform(arena) {
      const held = sql(
        arena,
        'BEGIN; LOCK TABLE items IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(100);',
      ).catch(() => {})
      const outcome = await attempt(arena)
      await terminate(arena, `query LIKE 'BEGIN; LOCK%' OR query LIKE '%pg_sleep%'`)
      await held
      return outcome
    },
    also: migrate,
  },
  ...(
    [
      ['a cancelled backup', arena => arena.cancel.abort()],
      ['a lost connection', arena => arena.proxy.reset()],
      ['a connection that was closed', arena => arena.proxy.end()],
    ] as [string, (arena: Arena) => void][]
  ).map(([name, end]) => ({
    ...{
      group: 'G15' as const,
      name: `after ${name} an ALTER TABLE succeeds within 5 s`,
      database: 'shop' as const,
    },
    expect: /cancelled|connection was lost|opened no session|interrupted|was lost/,
    async perform(arena: Arena) {
      arena.during('first part', () => end(arena))
      const outcome = await attempt(arena)
      const blocked = await migrate(arena)
      return blocked ? wrong(blocked) : outcome
    },
  })),
]

export const locks: Case[] = [...twoAtOnce, ...migrations]
