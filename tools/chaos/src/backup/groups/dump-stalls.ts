import { setTimeout as sleep } from 'node:timers/promises'
import { attempt } from '../attempt.ts'
import type { Case, Outcome } from '../case.ts'
import { docker, signal, sql } from '../faults/faults.ts'
import type { CaseContext } from '../place/case-context.ts'

/** Seconds for a backup, and milliseconds without output, short enough for a case. */
const TIMEOUT = 3
const SILENCE = 3000

const SILENT = /no data from .* for 3 s/

/** Runs a backup during which something stalls, and resumes it afterwards. */
async function runStalled(
  context: CaseContext,
  halt: () => unknown,
  resume: () => unknown,
): Promise<Outcome> {
  context.during('first part', halt)
  const outcome = await attempt(context, { silence: SILENCE })
  await resume()
  return outcome
}

async function untilSessionEnds(context: CaseContext): Promise<void> {
  const sessions = `SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'tsh-pg-backup:%'`
  while ((await sql(context, sessions)) !== '0') await sleep(200)
}

export const dumpStalls: Case[] = [
  {
    ...{
      group: 'G1',
      name: 'a dump exceeds its timeout',
      database: 'shop',
      inputs: { timeout: TIMEOUT },
    },
    expect: /exceeded "timeout-minutes"/,
    arm: context => context.during('first part', () => untilSessionEnds(context)),
  },
  {
    ...{ group: 'G1', name: 'pg_dump stalls', database: 'shop', expect: SILENT },
    perform: context =>
      runStalled(
        context,
        () => signal(context, 'pg_dump', 'STOP'),
        () => signal(context, 'pg_dump', 'CONT'),
      ),
  },
  {
    ...{ group: 'G1', name: 'the backend stalls', database: 'shop', expect: SILENT },
    perform: context => {
      let pid = ''
      return runStalled(
        context,
        async () => {
          pid = await sql(
            context,
            `SELECT pid FROM pg_stat_activity WHERE query ILIKE 'COPY %' AND state = 'active'`,
          )
          await context.dbServer.inContainer(`kill -STOP ${pid}`)
        },
        () => context.dbServer.inContainer(`kill -CONT ${pid}`),
      )
    },
  },
  {
    ...{ group: 'G1', name: 'the container is paused for a while', database: 'shop', expect: SILENT },
    perform: context =>
      runStalled(
        context,
        async () => {
          await docker(context, 'pause')
          void sleep(3 * SILENCE).then(() => docker(context, 'unpause'))
        },
        () => {},
      ),
  },
]
