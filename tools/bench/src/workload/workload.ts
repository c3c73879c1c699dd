import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Seen, Workload } from './clients-worker.ts'

export interface RunningWorkload {
  /** Ends the clients and tells what they have seen. */
  stop(): Promise<Seen>
}

/**
 * Puts clients on a port, with a longer line between: each in a thread of its own, so that neither waits for the other.
 * @param roundTrip milliseconds that the line adds to a request and its answer
 */
export async function startWorkload(workload: Workload, roundTrip: number): Promise<RunningWorkload> {
  const delay = worker('./delay-worker.ts', { port: workload.port, oneWay: roundTrip / 2 })
  const [port] = await once(delay, 'message')
  const clients = worker('./clients-worker.ts', { ...workload, port })
  await once(clients, 'message')
  return {
    async stop() {
      clients.postMessage('stop')
      const [seen] = (await once(clients, 'message')) as [Seen]
      await Promise.all([clients.terminate(), delay.terminate()])
      return seen
    },
  }
}

const worker = (file: string, workerData: object): Worker =>
  new Worker(new URL(file, import.meta.url), { workerData })
