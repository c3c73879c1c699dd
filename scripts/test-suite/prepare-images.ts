import { startSandbox } from '@tsh/sandbox'

/**
 * The images that the servers of tests start with, set by set: each set makes a prepared server, which otherwise the
 * first tests that need one would make, several at the same time.
 */
const PRELOADED = [['node:20-slim'], ['postgres:15-alpine'], ['postgres:15-alpine', 'postgres:17-alpine']]
/** What the sample of the rehearsals starts from in addition. */
const IMAGES = ['debian:12-slim', 'redis:7-alpine']

for (const baseImages of [IMAGES, ...PRELOADED]) {
  const sandbox = await startSandbox({ baseImages, preload: baseImages !== IMAGES, log: console.log })
  await sandbox.stop()
}
