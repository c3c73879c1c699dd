import { type AttemptOptions, attempt } from '../attempt.ts'
import type { Outcome } from '../case.ts'
import { inputsFor } from '../inputs.ts'
import type { CaseContext } from '../place/case-context.ts'

/**
 * Backs up to another S3 implementation, and copies the result into the double, where it is verified like any other backup.
 */
export async function onOtherStore(context: CaseContext, options: AttemptOptions): Promise<Outcome> {
  const { s3 } = context.dbServer.sandbox
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = s3
  const prefix = `erp-${context.double.port}`
  const storage = {
    ...inputsFor(context).storage,
    ...{ endpoint, region, bucket, accessKeyId, secretAccessKey, prefix },
  }
  const outcome = await attempt(context, { ...options, storage })
  for (const { key } of await s3.objects())
    if (key.startsWith(`${prefix}/`)) context.double.put(key, (await s3.object(key)) ?? '')
  return outcome
}
