import { setTimeout as sleep } from 'node:timers/promises'
import { attempt } from './attempt.ts'
import type { Case, NaiveResult, Outcome, Result } from './case.ts'
import type { Parts } from './faults/steps.ts'
import { incompleteReason } from './incomplete-reason.ts'
import { inTheStore, leftBehind, type Watch } from './leftovers.ts'
import { NAIVE_PART, runNaive } from './naive.ts'
import { type CaseContext, openContext } from './place/case-context.ts'
import type { DatabaseServer } from './place/database-server.ts'
import { PART_SIZE } from './place/datasets.ts'

/** Runs a case, and checks for wrong results and leftovers. */
export async function runCase(one: Case, dbServer: DatabaseServer, watch: Watch) {
  const started = Date.now()
  const context = await openContext(dbServer, one.database ?? 'tiny', partsOf(dbServer, one))
  try {
    const outcome = await withTimeout(one, context)
    if (one.offline) return { result: await offlineResult(one, context, outcome, started), watch }
    await dbServer.heal()
    const broken = outcome.backedUp
      ? await incompleteReason(context, outcome.manifest).catch(unreadable)
      : undefined
    const found = await leftBehind(context, outcome, watch)
    const wrong = verdict(one, outcome, broken, context) ?? (await one.also?.(context, outcome))
    const restarted = !one.restartsServer && found.watch.server !== watch.server
    const result: Result = {
      ...{ case: one, outcome, falseSuccess: broken !== undefined, left: found.left },
      wrong: wrong ?? (restarted ? 'the database server was restarted' : undefined),
      seconds: (Date.now() - started) / 1000,
    }
    return { result, watch: found.watch }
  } finally {
    await context.close()
  }
}

const unreadable = (cause: Error): string => `it is unreadable: ${cause.message}`

async function offlineResult(
  one: Case,
  context: CaseContext,
  outcome: Outcome,
  started: number,
): Promise<Result> {
  const wrong = verdict(one, outcome, undefined, context) ?? (await one.also?.(context, outcome))
  const seconds = (Date.now() - started) / 1000
  return { case: one, outcome, wrong, falseSuccess: false, left: inTheStore(context, outcome), seconds }
}

/** Runs the naive pipeline with the same fault. */
export async function runNaiveCase(one: Case, dbServer: DatabaseServer): Promise<NaiveResult> {
  const context = await openContext(dbServer, 'shop', middleOf(Math.ceil(dbServer.naive.size / NAIVE_PART)))
  try {
    await one.arm?.(context)
    return await runNaive(context)
  } finally {
    await context.close()
    await dbServer.heal()
  }
}

async function withTimeout(one: Case, context: CaseContext): Promise<Outcome> {
  const late = sleep((one.timeoutSeconds ?? 45) * 1000, undefined, { ref: false }).then(
    (): Outcome => ({ backedUp: false, message: 'HANGS' }),
  )
  return Promise.race([perform(one, context), late])
}

async function perform(one: Case, context: CaseContext): Promise<Outcome> {
  try {
    await one.arm?.(context)
    return await (one.perform ? one.perform(context) : attempt(context, attemptOptions(one)))
  } catch (cause) {
    return { backedUp: false, message: `THE CASE ITSELF FAILED: ${(cause as Error).stack}` }
  }
}

function attemptOptions({ inputs, partSize }: Case) {
  return { ...inputs, ...(partSize === undefined ? {} : { partSize }) }
}

function verdict({ expect }: Case, outcome: Outcome, broken: string | undefined, context: CaseContext) {
  const notDone = context.notDone()
  if (notDone) return `the fault did not occur: ${notDone}`
  if (broken) return `success was reported, but ${broken}`
  if (outcome.backedUp) return expect === 'backed up' ? undefined : 'the backup succeeded, expected a failure'
  if (expect === 'backed up') return `the backup failed: ${outcome.message}`
  return expect.test(outcome.message) ? undefined : `unexpected reason: ${outcome.message}`
}

function partsOf(
  dbServer: DatabaseServer,
  { database = 'tiny', partSize = PART_SIZE[database] }: Case,
): Parts {
  return middleOf(Math.ceil(dbServer.sizes[database] / partSize))
}

function middleOf(count: number): Parts {
  return { first: 1, middle: Math.max(1, Math.floor(count * 0.15)), last: count }
}
