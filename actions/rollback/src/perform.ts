import { setOutputs } from '@tsh/action'
import { sendPublicRequest, stayConnected } from '@tsh/remote'
import { outputs } from './definition.ts'
import { withFailureReport } from './failure.ts'
import { RollbackRefused } from './guard-schema.ts'
import type { RollbackInputs } from './inputs.ts'
import { rollBack } from './roll-back.ts'
import { verifyPublicUrl } from './verify-public-url.ts'

/** Rolls back, verifies the public URL, and sets the outputs: the outcome before the URL, which takes up to 10 s. */
export async function perform(inputs: RollbackInputs, cancelled: AbortSignal): Promise<void> {
  await withFailureReport(inputs.mode, async () => {
    const remote = await stayConnected(inputs.target)
    try {
      const result = await rollBack(inputs, remote, cancelled).catch(outputRefusal)
      setOutputs(outputs, result)
      setOutputs(outputs, { 'url-check': await verifyPublicUrl(result, inputs, sendPublicRequest) })
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
