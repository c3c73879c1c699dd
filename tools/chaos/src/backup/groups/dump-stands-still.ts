import { setTimeout as sleep } from 'node:timers/promises'
import { attempt } from '../attempt.ts'
import type { Case, Outcome } from '../case.ts'
import { docker, signal, sql } from '../faults/faults.ts'
import type { Arena } from '../place/arena.ts'

/** Seconds for a backup, and milliseconds without a byte, that a case can wait for. */
const TIMEOUT = 3
const SILENCE = 3000

const SILENT = /no data from .* for 3 s/

/** Runs a backup that meets a standstill, and afterwards lets go on what stood still. */
async function standstill(arena: Arena, halt: () => unknown, goOn: () => unknown): Promise<Outcome> {
  arena.during('first part', halt)
  const outcome = await attempt(arena, { silence: SILENCE })
  await goOn()
  return outcome
}

async function untilSessionEnds(arena: Arena): Promise<void> {
  const sessions = `SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'tsh-pg-backup:%'`
  while ((await sql(arena, sessions)) !== '0') await sleep(200)
}

export const dumpStandsStill: Case[] = [
  {
    ...{
      group: 'G1',
      name: 'a dump takes longer than it may',
      database: 'shop',
      inputs: { timeout: TIMEOUT },
    },
    expect: /exceeded "timeout-minutes"/,
    arm: arena => arena.during('first part', () => untilSessionEnds(arena)),
  },
  {
    ...{ group: 'G1', name: 'pg_dump stands still', database: 'shop', expect: SILENT },
    perform: arena =>
      standstill(
        arena,
        () => signal(arena, 'pg_dump', 'STOP'),
        () => signal(arena, 'pg_dump', 'CONT'),
      ),
  },
  {
    ...{ group: 'G1', name: 'the backend stands still', database: 'shop', expect: SILENT },
    perform: arena => {
      let pid = ''
      return standstill(
        arena,
        async () => {
          pid = await sql(
            arena,
            `SELECT pid FROM pg_stat_activity WHERE query ILIKE 'COPY %' AND state = 'active'`,
          )
          await arena.lane.inContainer(`kill -STOP ${pid}`)
        },
        () => arena.lane.inContainer(`kill -CONT ${pid}`),
      )
    },
  },
  {
    ...{ group: 'G1', name: 'the container stands still for a while', database: 'shop', expect: SILENT },
    perform: arena =>
      standstill(
        arena,
        async () => {
          await docker(arena, 'pause')
          void sleep(3 * SILENCE).then(() => docker(arena, 'unpause'))
        },
        () => {},
      ),
  },
]
