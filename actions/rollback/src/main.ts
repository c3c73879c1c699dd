import { run, setOutputs } from '@tsh/action'
import { connect } from '@tsh/remote'
import { failingLoudly } from './failure.ts'
import { readRollbackInputs } from './inputs.ts'
import { rollBack } from './roll-back.ts'

void run('rollback', async () => {
  const inputs = readRollbackInputs()
  await failingLoudly(inputs.mode, async () => {
    const remote = await connect(inputs.target)
    try {
      setOutputs(await rollBack(inputs, remote))
    } finally {
      remote.close()
    }
  })
})
