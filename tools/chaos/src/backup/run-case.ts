import { setTimeout as sleep } from 'node:timers/promises'
import { attempt } from './attempt.ts'
import type { Case, NaiveResult, Outcome, Result } from './case.ts'
import type { Parts } from './faults/steps.ts'
import { inTheStore, leftBehind, type Watch } from './leftovers.ts'
import { NAIVE_PART, runNaive } from './naive.ts'
import { type Arena, openArena } from './place/arena.ts'
import { PART_SIZE } from './place/datasets.ts'
import type { Lane } from './place/lane.ts'
import { whyNotWhole } from './wholeness.ts'

/** Runs a case, and looks at everything that may not be afterwards. */
export async function runCase(one: Case, lane: Lane, watch: Watch) {
  const started = Date.now()
  const arena = await openArena(lane, one.database ?? 'tiny', partsOf(lane, one))
  try {
    const outcome = await inTime(one, arena)
    if (one.offline) return { result: await offlineResult(one, arena, outcome, started), watch }
    await lane.heal()
    const broken = outcome.backedUp ? await whyNotWhole(arena, outcome.manifest).catch(unreadable) : undefined
    const found = await leftBehind(arena, outcome, watch)
    const wrong = verdict(one, outcome, broken, arena) ?? (await one.also?.(arena, outcome))
    const restarted = !one.disturbs && found.watch.server !== watch.server
    const result: Result = {
      ...{ case: one, outcome, falseSuccess: broken !== undefined, left: found.left },
      wrong: wrong ?? (restarted ? 'the database server was restarted' : undefined),
      seconds: (Date.now() - started) / 1000,
    }
    return { result, watch: found.watch }
  } finally {
    await arena.close()
  }
}

const unreadable = (cause: Error): string => `it cannot be read: ${cause.message}`

async function offlineResult(one: Case, arena: Arena, outcome: Outcome, started: number): Promise<Result> {
  const wrong = verdict(one, outcome, undefined, arena) ?? (await one.also?.(arena, outcome))
  const seconds = (Date.now() - started) / 1000
  return { case: one, outcome, wrong, falseSuccess: false, left: inTheStore(arena, outcome), seconds }
}

/** The same fault before the naive pipeline. */
export async function runNaiveCase(one: Case, lane: Lane): Promise<NaiveResult> {
  const arena = await openArena(lane, 'shop', middleOf(Math.ceil(lane.naive.size / NAIVE_PART)))
  try {
    await one.arm?.(arena)
    return await runNaive(arena)
  } finally {
    await arena.close()
    await lane.heal()
  }
}

async function inTime(one: Case, arena: Arena): Promise<Outcome> {
  const late = sleep((one.patience ?? 45) * 1000, undefined, { ref: false }).then(
    (): Outcome => ({ backedUp: false, message: 'HANGS' }),
  )
  return Promise.race([perform(one, arena), late])
}

async function perform(one: Case, arena: Arena): Promise<Outcome> {
  try {
    await one.arm?.(arena)
    return await (one.perform ? one.perform(arena) : attempt(arena, attemptOptions(one)))
  } catch (cause) {
    return { backedUp: false, message: `THE CASE ITSELF FAILED: ${(cause as Error).stack}` }
  }
}

function attemptOptions({ inputs, partSize }: Case) {
  return { ...inputs, ...(partSize === undefined ? {} : { partSize }) }
}

function verdict({ expect }: Case, outcome: Outcome, broken: string | undefined, arena: Arena) {
  const notDone = arena.notDone()
  if (notDone) return `the fault did not take place: ${notDone}`
  if (broken) return `success was reported, but ${broken}`
  if (outcome.backedUp) return expect === 'backed up' ? undefined : 'it was backed up, and had to fail'
  if (expect === 'backed up') return `it failed: ${outcome.message}`
  return expect.test(outcome.message) ? undefined : `another reason: ${outcome.message}`
}

function partsOf(lane: Lane, { database = 'tiny', partSize = PART_SIZE[database] }: Case): Parts {
  return middleOf(Math.ceil(lane.sizes[database] / partSize))
}

function middleOf(count: number): Parts {
  return { first: 1, middle: Math.max(1, Math.floor(count * 0.15)), last: count }
}
