import { parentPort, workerData } from 'node:worker_threads'
import { generateLoad, type LoadOptions } from './generator.ts'

// A thread of its own: whatever the rehearsal is busy with, the rate of requests stays the same.
const { url, options } = workerData as { url: string; options: LoadOptions }
const load = generateLoad(url, options)
const report = setInterval(() => parentPort?.postMessage({ counts: load.now() }), 250)
parentPort?.once('message', async () => {
  clearInterval(report)
  parentPort?.postMessage({ traffic: await load.stop() })
})
parentPort?.postMessage({ counts: load.now() })
