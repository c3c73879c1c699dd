import { parentPort, workerData } from 'node:worker_threads'
import { generateLoad, type LoadOptions } from './generator.ts'

// A dedicated thread keeps the request rate constant regardless of what the rehearsal is doing.
const { url, options } = workerData as { url: string; options: LoadOptions }
const load = generateLoad(url, options)
const report = setInterval(() => parentPort?.postMessage({ counts: load.now() }), 250)
parentPort?.once('message', async () => {
  clearInterval(report)
  parentPort?.postMessage({ traffic: await load.stop() })
})
parentPort?.postMessage({ counts: load.now() })
