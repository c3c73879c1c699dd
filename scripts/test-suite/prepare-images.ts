import { startSandbox } from '../../packages/rehearsal/src/index.ts'

/** What the sample and the tests start from; anything else is built by the test that needs it. */
const IMAGES = [
  'debian:12-slim',
  'node:20-slim',
  'postgres:15-alpine',
  'postgres:17-alpine',
  'redis:7-alpine',
]

const sandbox = await startSandbox({ baseImages: IMAGES, tell: console.log })
await sandbox.stop()
