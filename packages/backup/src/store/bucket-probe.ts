import type { Encryption } from '../inputs/encryption.ts'
import type { Bucket } from './bucket.ts'
import { probeStore } from './store-probe.ts'

/** Clock skew of more than 15 minutes makes a store reject requests. */
const MAX_SKEW_MS = 5 * 60_000

/**
 * Lists the bucket and writes a probe object the way a backup of an environment is written, long before the backup: the
 * name of the database is not needed.
 * @returns warnings
 * @throws StoreError or UserError when a backup could not be written
 */
export async function probeBucket(
  bucket: Bucket,
  { prefix, environment }: { prefix: string; environment: string },
  encryption: Pick<Encryption, 'mode' | 'key'>,
): Promise<string[]> {
  const skew = await bucket.check(prefix)
  const { warnings } = await probeStore(
    bucket,
    { probe: `${prefix}/v1/${environment}/probe` },
    { encryption, verify: 2 },
  )
  if (Math.abs(skew) <= MAX_SKEW_MS) return warnings
  return [
    ...warnings,
    `the clock of the store differs by ${Math.round(skew / 1000)} s. Synchronize the clock of this runner (NTP)`,
  ]
}
