import { setTimeout as sleep } from 'node:timers/promises'
import type { Site } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { Sample } from './observation.ts'

/** Milliseconds between two requests, before the move, and after its proof. */
const PAUSE = 50
const BEFORE = 500
const AFTER = 1000

/**
 * Asks the site all the time while the work is done, and a little before and after it: what visitors notice of a switch
 * shows in the time that answers take.
 */
export async function observed<T>(
  remote: Remote,
  site: Site,
  work: () => Promise<T>,
): Promise<{ result: T; samples: Sample[] }> {
  const samples: Sample[] = []
  const open = new Set<Promise<void>>()
  const over = new AbortController()
  let moved = Date.now()
  const ask = async (): Promise<void> => {
    const sent = Date.now()
    const answer = await remote.request(site).catch(() => undefined)
    samples.push({ sent, took: Date.now() - sent, good: answer !== undefined && answer.status < 500 })
  }
  const asking = (async () => {
    while (!over.signal.aborted) {
      const one = ask().finally(() => open.delete(one))
      open.add(one)
      await sleep(PAUSE)
    }
    await Promise.all(open)
  })()
  try {
    await sleep(BEFORE)
    moved = Date.now()
    const result = await work()
    await sleep(AFTER)
    return { result, samples: samples.map(sample => ({ ...sample, sent: sample.sent - moved })) }
  } finally {
    over.abort()
    await asking
  }
}
