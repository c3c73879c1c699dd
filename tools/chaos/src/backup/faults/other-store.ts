import { type AttemptOptions, attempt } from '../attempt.ts'
import type { Outcome } from '../case.ts'
import { inputsFor } from '../inputs.ts'
import type { Arena } from '../place/arena.ts'

/**
 * Backs up to another implementation of S3. What it then holds is copied into the double, where it is judged like any
 * other backup, and removed.
 */
export async function onOtherStore(arena: Arena, options: AttemptOptions): Promise<Outcome> {
  const { s3 } = arena.lane.sandbox
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = s3
  const prefix = `erp-${arena.double.port}`
  const storage = {
    ...inputsFor(arena).storage,
    ...{ endpoint, region, bucket, accessKeyId, secretAccessKey, prefix },
  }
  const outcome = await attempt(arena, { ...options, storage })
  for (const { key } of await s3.objects())
    if (key.startsWith(`${prefix}/`)) arena.double.put(key, (await s3.object(key)) ?? '')
  return outcome
}
