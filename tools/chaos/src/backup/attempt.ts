import { backUp } from '@tsh/backup/engine'
import type { BackupInputs } from '@tsh/backup/inputs'
import { openBucket } from '@tsh/backup/s3'
import { connect } from '@tsh/remote'
import type { Outcome } from './case.ts'
import { inputsFor, targetOf } from './inputs.ts'
import type { CaseContext } from './place/case-context.ts'
import { PART_SIZE } from './place/datasets.ts'

export interface AttemptOptions extends Partial<BackupInputs> {
  partSize?: number
  /** Milliseconds without output after which a dump is aborted. */
  silence?: number
}

/** Runs one backup in this process, like `main.ts`. */
export async function attempt(
  context: CaseContext,
  { partSize = PART_SIZE[context.database], silence, ...changes }: AttemptOptions = {},
): Promise<Outcome> {
  const inputs = inputsFor(context, changes)
  try {
    const remote = await connect(targetOf(context))
    context.remote = remote
    try {
      const { 'backup-id': id, 'backup-manifest': manifest } = await backUp(inputs, {
        ...{ remote, bucket: openBucket(inputs.storage), signal: context.cancel.signal },
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

/** Any error other than the action's own is a defect. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return `not an error: ${String(cause)}`
  return cause.name === 'UserError' || 'problems' in cause ? cause.message : `DEFECT ${cause.stack}`
}
