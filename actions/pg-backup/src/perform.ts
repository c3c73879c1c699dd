import { keepReadable } from '@tsh/action'
import { backUp, examine } from '@tsh/backup/engine'
import { openBucket } from '@tsh/backup/s3'
import type { Remote } from '@tsh/remote'
import type { ActionInputs } from './inputs.ts'

export { cleanUpAfter } from '@tsh/backup/engine'

/** Runs what the input `mode` selects. @returns the outputs */
export async function perform(
  inputs: ActionInputs,
  { remote, signal }: { remote: Remote; signal: AbortSignal },
) {
  const { bucket, prefix, environment } = inputs.storage
  keepReadable([bucket, prefix, environment, inputs.version])
  const ports = { remote, signal, bucket: openBucket(inputs.storage) }
  return inputs.mode === 'doctor' ? examine(inputs, ports) : backUp(inputs, ports)
}
