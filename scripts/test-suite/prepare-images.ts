import { ensureBaseImages, ensureEngine, prepareServer } from '@tsh/sandbox'

/**
 * The sets of images preloaded on test servers. Each set builds a prepared server, which the first tests
 * that need it would otherwise build in parallel.
 */
const PRELOADED = [['node:20-slim'], ['postgres:15-alpine'], ['postgres:15-alpine', 'postgres:17-alpine']]
/** Additional base images of the sample of rehearsals. */
const IMAGES = ['debian:12-slim', 'redis:7-alpine']

await ensureEngine(console.log)
await ensureBaseImages(IMAGES, console.log)
for (const baseImages of PRELOADED) await prepareServer(baseImages, console.log)
