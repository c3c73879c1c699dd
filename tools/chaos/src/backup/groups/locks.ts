import { type AttemptOptions, attempt } from '../attempt.ts'
import type { Case, Outcome } from '../case.ts'
import { sql, terminate } from '../faults/faults.ts'
import { type CaseContext, openContext } from '../place/case-context.ts'

/** Seconds within which the second backup must fail, on a busy machine. */
const MAX_SECONDS_TO_FAIL = 30
const HELD = /another backup or restore of database "tiny" is running \(run \S+, since [\d:]+ UTC\)/

/** Runs another backup, with its own store, while the first one is held at its first part. */
async function runConcurrently(
  context: CaseContext,
  { database = context.database, ...changes }: AttemptOptions & { database?: CaseContext['database'] } = {},
): Promise<{ first: Outcome; other: Outcome; seconds: number }> {
  const second = await openContext(context.dbServer, database, context.parts)
  let other: Outcome = { backedUp: false, message: 'it never started' }
  let seconds = 0
  context.during('first part', async () => {
    const before = Date.now()
    other = await attempt(second, changes)
    seconds = (Date.now() - before) / 1000
  })
  const first = await attempt(context)
  await second.close()
  return { first, other, seconds }
}

const wrong = (message: string): Outcome => ({ backedUp: false, message })

const twoAtOnce: Case[] = [
  {
    ...{
      group: 'G14',
      name: 'the second of two fails quickly and names the first',
      expect: 'backed up',
      quick: true,
    },
    async perform(context) {
      const { first, other, seconds } = await runConcurrently(context)
      if (other.backedUp || !HELD.test(other.message)) return wrong(`the second: ${other.message}`)
      return seconds <= MAX_SECONDS_TO_FAIL ? first : wrong(`the second took ${seconds} s to fail`)
    },
  },
  {
    ...{
      group: 'G14',
      name: 'the second of two fails for another environment of the same database',
      expect: 'backed up',
    },
    async perform(context) {
      const { first, other } = await runConcurrently(context, { version: '2.0.0' })
      return !other.backedUp && HELD.test(other.message) ? first : wrong(`the second: ${other.message}`)
    },
  },
  {
    ...{ group: 'G14', name: 'two databases do not wait for each other', expect: 'backed up' },
    async perform(context) {
      const { first, other } = await runConcurrently(context, { database: 'shop' })
      return other.backedUp ? first : wrong(`the second: ${other.message}`)
    },
  },
  {
    ...{ group: 'G14', name: 'after a lost connection the lock is free again', expect: 'backed up' },
    async perform(context) {
      context.during('middle part', () => context.proxy.reset())
      const first = await attempt(context)
      return first.backedUp ? wrong('the first was backed up') : attempt(context)
    },
  },
  {
    ...{ group: 'G14', name: 'after a cancelled backup the lock is free again', expect: 'backed up' },
    async perform(context) {
      context.during('middle part', () => context.cancel.abort())
      const first = await attempt(context)
      context.cancel = new AbortController()
      return first.backedUp ? wrong('the first was backed up') : attempt(context)
    },
  },
]

/** A typical first statement of a migration; the content does not change. */
const ALTER = `SET lock_timeout = '5s'; ALTER TABLE items ALTER COLUMN id SET NOT NULL;`

const migrate = (context: CaseContext) =>
  sql(context, ALTER).then(
    () => undefined,
    cause => `an ALTER TABLE afterwards: ${(cause as Error).message}`,
  )

const migrations: Case[] = [
  {
    ...{
      group: 'G15',
      name: 'a table is locked: fails within the lock wait',
      expect: /lock/,
      timeoutSeconds: 60,
    },
    async perform(context) {
      const held = sql(
        context,
        'BEGIN; LOCK TABLE items IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(100);',
      ).catch(() => {})
      const outcome = await attempt(context)
      await terminate(context, `query LIKE 'BEGIN; LOCK%' OR query LIKE '%pg_sleep%'`)
      await held
      return outcome
    },
    also: migrate,
  },
  ...(
    [
      ['a cancelled backup', context => context.cancel.abort()],
      ['a lost connection', context => context.proxy.reset()],
      ['a connection that was closed', context => context.proxy.end()],
    ] as [string, (context: CaseContext) => void][]
  ).map(([name, end]) => ({
    ...{
      group: 'G15' as const,
      name: `after ${name} an ALTER TABLE succeeds within 5 s`,
      database: 'shop' as const,
    },
    expect: /cancelled|connection was lost|opened no session|interrupted|was lost/,
    async perform(context: CaseContext) {
      context.during('first part', () => end(context))
      const outcome = await attempt(context)
      const blocked = await migrate(context)
      return blocked ? wrong(blocked) : outcome
    },
  })),
]

export const locks: Case[] = [...twoAtOnce, ...migrations]
