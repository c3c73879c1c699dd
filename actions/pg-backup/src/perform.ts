import { keepReadable, log } from '@tsh/action'
import { openBucket } from '@tsh/backup/s3'
import { connect, type Remote } from '@tsh/remote'
import { backUp } from './back-up.ts'
import { cleanUp, hasLeftovers } from './clean-up.ts'
import { examine } from './doctor.ts'
import type { BackupInputs } from './inputs.ts'
import { drill } from './restore/drill.ts'
import { restore } from './restore/restore.ts'

/** Does what the input `mode` asks for. @returns the outputs */
export async function perform(
  inputs: BackupInputs,
  { remote, signal }: { remote: Remote; signal: AbortSignal },
): Promise<object> {
  const { bucket, prefix, environment } = inputs.storage
  keepReadable([bucket, prefix, environment, inputs.version])
  const ports = { remote, signal, bucket: openBucket(inputs.storage) }
  const work = { backup: backUp, doctor: examine, drill, restore }[inputs.mode]
  return work(inputs, ports)
}

/** The post step of the action: cleans up after a main step that was killed. It only warns. */
export async function cleanUpAfter(inputs: BackupInputs): Promise<void> {
  if (!hasLeftovers()) return
  try {
    const remote = await connect(inputs.target)
    await cleanUp(inputs, remote, openBucket(inputs.storage)).finally(() => remote.close())
  } catch (cause) {
    log.warning(
      `The unfinished backup could not be cleaned up after: ${(cause as Error).message}`,
      'pg-backup',
    )
  }
}
