import { backUp } from '@tsh/backup/engine'
import type { BackupInputs } from '@tsh/backup/inputs'
import { openBucket } from '@tsh/backup/s3'
import { connect } from '@tsh/remote'
import type { Outcome } from './case.ts'
import { inputsFor, targetOf } from './inputs.ts'
import type { Arena } from './place/arena.ts'
import { PART_SIZE } from './place/datasets.ts'

export interface AttemptOptions extends Partial<BackupInputs> {
  partSize?: number
  /** Milliseconds without a byte after which a dump is given up. */
  silence?: number
}

/** Runs one backup in this process, as `main.ts` would. */
export async function attempt(
  arena: Arena,
  { partSize = PART_SIZE[arena.database], silence, ...changes }: AttemptOptions = {},
): Promise<Outcome> {
  const inputs = inputsFor(arena, changes)
  try {
    const remote = await connect(targetOf(arena))
    arena.remote = remote
    try {
      const { 'backup-id': id, 'backup-manifest': manifest } = await backUp(inputs, {
        ...{ remote, bucket: openBucket(inputs.storage), signal: arena.cancel.signal },
        ...{ partSize, ...(silence === undefined ? {} : { silence }) },
      })
      return { backedUp: true, id, manifest }
    } finally {
      remote.close()
    }
  } catch (cause) {
    return { backedUp: false, message: describe(cause) }
  }
}

/** An error that is none of the action's own would be reported as a defect of it. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return `not an error: ${String(cause)}`
  return cause.name === 'UserError' || 'problems' in cause ? cause.message : `DEFECT ${cause.stack}`
}
