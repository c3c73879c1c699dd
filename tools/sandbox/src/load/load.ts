import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Counts, LoadOptions } from './generator.ts'
import type { Traffic } from './tally.ts'

export interface Load {
  /** The most recent counts. */
  now(): Counts
  /** Waits for pending requests. @returns the totals */
  stop(): Promise<Traffic>
}

interface Message {
  counts?: Counts
  traffic?: Traffic
}

export const orders: LoadOptions = { path: '/orders', body: '{"item":"Lamp","quantity":1}' }
export const health: LoadOptions = { path: '/health', body: '{}' }

/** Sends POST requests to a site from another thread until stopped; resolves when the first ones are sent. */
export async function startLoad(url: string, options: LoadOptions): Promise<Load> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { url, options } })
  let counts: Counts = { requests: 0, lost: 0, slot: undefined }
  const traffic = new Promise<Traffic>((resolve, reject) => {
    worker.on('message', (message: Message) => {
      if (message.counts) counts = message.counts
      if (message.traffic) resolve(message.traffic)
    })
    worker.on('error', reject)
  })
  traffic.catch(() => {})
  await once(worker, 'message')
  return {
    now: () => counts,
    stop: () => {
      worker.postMessage('stop')
      return traffic
    },
  }
}
