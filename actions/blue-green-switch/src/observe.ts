import { setTimeout as sleep } from 'node:timers/promises'
import type { Site } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { Sample } from './observation.ts'

/** Interval between two requests, and durations before the move and after its verification. */
const PROBE_INTERVAL_MS = 50
const BEFORE_MS = 500
const AFTER_MS = 1000

/**
 * Sends probe requests to the site during the work, and shortly before and after it: the response times show what users
 * notice of a switch.
 */
export async function withProbes<T>(
  remote: Remote,
  site: Site,
  work: () => Promise<T>,
): Promise<{ result: T; samples: Sample[] }> {
  const samples: Sample[] = []
  const open = new Set<Promise<void>>()
  const over = new AbortController()
  let moved = Date.now()
  const probe = async (): Promise<void> => {
    const sent = Date.now()
    const answer = await remote.request(site).catch(() => undefined)
    samples.push({ sent, took: Date.now() - sent, good: answer !== undefined && answer.status < 500 })
  }
  const probing = (async () => {
    while (!over.signal.aborted) {
      const one = probe().finally(() => open.delete(one))
      open.add(one)
      await sleep(PROBE_INTERVAL_MS)
    }
    await Promise.all(open)
  })()
  try {
    await sleep(BEFORE_MS)
    moved = Date.now()
    const result = await work()
    await sleep(AFTER_MS)
    return { result, samples: samples.map(sample => ({ ...sample, sent: sample.sent - moved })) }
  } finally {
    over.abort()
    await probing
  }
}
