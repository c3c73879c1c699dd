import { cancellation, run, setOutputs } from '@tsh/action'
import { sendPublicRequest, stayConnected } from '@tsh/remote'
import { outputs } from './definition.ts'
import { withFailureReport } from './failure.ts'
import { RollbackRefused } from './guard-schema.ts'
import { readRollbackInputs } from './inputs.ts'
import { rollBack } from './roll-back.ts'
import { verifyPublicUrl } from './verify-public-url.ts'

void run('rollback', async () => {
  const inputs = await readRollbackInputs()
  const cancelled = cancellation()
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
})

/** The message of the workflow distinguishes a refusal, which changes nothing, from a rollback that failed midway. */
function outputRefusal(error: unknown): never {
  if (error instanceof RollbackRefused) setOutputs(outputs, { outcome: 'refused' })
  throw error
}
