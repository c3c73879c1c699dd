import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Observations, Workload } from './clients-worker.ts'

export interface RunningWorkload {
  /** Stops the clients and returns their observations. */
  stop(): Promise<Observations>
}

/**
 * Starts clients for a port behind a delaying proxy, each in its own thread, so that they do not block each other.
 * @param roundTrip milliseconds added to a request and its response
 */
export async function startWorkload(workload: Workload, roundTrip: number): Promise<RunningWorkload> {
  const delay = worker('./delay-worker.ts', { port: workload.port, oneWay: roundTrip / 2 })
  const [port] = await once(delay, 'message')
  const clients = worker('./clients-worker.ts', { ...workload, port })
  await once(clients, 'message')
  return {
    async stop() {
      clients.postMessage('stop')
      const [observations] = (await once(clients, 'message')) as [Observations]
      await Promise.all([clients.terminate(), delay.terminate()])
      return observations
    },
  }
}

const worker = (file: string, workerData: object): Worker =>
  new Worker(new URL(file, import.meta.url), { workerData })
