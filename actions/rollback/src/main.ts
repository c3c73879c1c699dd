import { cancellation, run, setOutputs } from '@tsh/action'
import { stayConnected } from '@tsh/remote'
import { failingLoudly } from './failure.ts'
import { readRollbackInputs } from './inputs.ts'
import { rollBack } from './roll-back.ts'

void run('rollback', async () => {
  const inputs = readRollbackInputs()
  const cancelled = cancellation()
  await failingLoudly(inputs.mode, async () => {
    const remote = await stayConnected(inputs.target)
    try {
      setOutputs(await rollBack(inputs, remote, cancelled))
    } finally {
      remote.close()
    }
  })
})
