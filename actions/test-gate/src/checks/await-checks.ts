import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@tsh/action'
import { type Check, stateOf } from './check-state.ts'

export interface RequiredChecks {
  /** Names of check runs and commit statuses; empty for none. */
  names: readonly string[]
  /** Conclusions that count like success. */
  allowed: readonly string[]
  /** How long checks that have not completed may take. */
  waitSeconds: number
}

const POLL_INTERVAL_MS = 10_000

/**
 * Waits for the required checks until all have completed, one has failed, or the time is over.
 * @returns why they close the gate, in one sentence each; empty when all have passed
 */
export async function awaitChecks(
  { names, allowed, waitSeconds }: RequiredChecks,
  read: () => Promise<readonly Check[]>,
  cancelled: AbortSignal,
  pollIntervalMs = POLL_INTERVAL_MS,
): Promise<string[]> {
  const deadline = Date.now() + waitSeconds * 1000
  for (let attempt = 1; ; attempt++) {
    const { pending, failed } = stateOf(names, await read(), allowed)
    if (failed.length > 0) return [problem(failed, 'Fix it, or run it again')]
    if (pending.length === 0) return []
    if (Date.now() + pollIntervalMs > deadline)
      return [problem(pending, 'Check its name and its trigger, or raise "wait-seconds"')]
    if (attempt === 1) log.info(`Waiting up to ${waitSeconds} s for required checks: ${pending.join(', ')}`)
    await sleep(pollIntervalMs, undefined, { signal: cancelled }).catch(() => cancelled.throwIfAborted())
  }
}

const problem = (sentences: readonly string[], fix: string): string =>
  `required checks have not passed: ${sentences.join(', ')}. ${fix}`
