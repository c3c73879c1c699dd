import { cancellation, run, setOutputs } from '@tsh/action'
import { sendPublicRequest, stayConnected } from '@tsh/remote'
import { outputs } from './definition.ts'
import { failingLoudly } from './failure.ts'
import { RollbackRefused } from './guard-schema.ts'
import { readRollbackInputs } from './inputs.ts'
import { rollBack } from './roll-back.ts'
import { verifyPublicUrl } from './verify-public-url.ts'

void run('rollback', async () => {
  const inputs = await readRollbackInputs()
  const cancelled = cancellation()
  await failingLoudly(inputs.mode, async () => {
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

/** The message of the workflow distinguishes a refusal, after which everything is unchanged, from a rollback that failed on its way. */
function outputRefusal(cause: unknown): never {
  if (cause instanceof RollbackRefused) setOutputs(outputs, { outcome: 'refused' })
  throw cause
}
