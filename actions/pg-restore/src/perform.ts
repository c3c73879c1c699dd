import { keepReadable } from '@tsh/action'
import { drill, restore } from '@tsh/backup/engine'
import { openBucket } from '@tsh/backup/s3'
import type { Remote } from '@tsh/remote'
import type { ActionInputs } from './inputs.ts'

export { cleanUpAfter } from '@tsh/backup/engine'

/** Runs what the input `mode` selects; a restore without a confirmation is a plan. @returns the outputs */
export async function perform(
  inputs: ActionInputs,
  { remote, signal }: { remote: Remote; signal: AbortSignal },
) {
  const { bucket, prefix, environment } = inputs.storage
  keepReadable([bucket, prefix, environment])
  const ports = { remote, signal, bucket: openBucket(inputs.storage) }
  return inputs.mode === 'drill' ? drill(inputs, ports) : restore(inputs, ports)
}
