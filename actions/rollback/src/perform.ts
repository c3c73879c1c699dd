import { setOutputs } from '@tsh/action'
import { sendPublicRequest, stayConnected } from '@tsh/remote'
import { outputs } from './definition.ts'
import { withFailureReport } from './failure.ts'
import { RollbackRefused } from './guard-schema.ts'
import type { RollbackInputs } from './inputs.ts'
import { rollBack } from './roll-back.ts'
import { trackRollback } from './track-rollback.ts'
import { verifyPublicUrl } from './verify-public-url.ts'

/**
 * Rolls back, verifies the public URL, sets the outputs, and tracks the restored version on GitHub: the outcome before the
 * URL, which takes up to 10 s.
 */
export async function perform(inputs: RollbackInputs, cancelled: AbortSignal): Promise<void> {
  await withFailureReport(inputs.mode, async () => {
    const remote = await stayConnected(inputs.target)
    try {
      const { sha, ...result } = await rollBack(inputs, remote, cancelled).catch(outputRefusal)
      setOutputs(outputs, result)
      setOutputs(outputs, { 'url-check': await verifyPublicUrl(result, inputs, sendPublicRequest) })
      if (sha !== undefined) await trackRollback({ version: result.version, sha }, inputs)
    } finally {
      remote.close()
    }
  })
}

/** The message of the workflow distinguishes a refusal, which changes nothing, from a rollback that failed midway. */
function outputRefusal(error: unknown): never {
  if (error instanceof RollbackRefused) setOutputs(outputs, { outcome: 'refused' })
  throw error
}
