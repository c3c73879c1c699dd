import { cancellation, isPostStep, run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readBackupInputs } from './inputs.ts'

void run('pg-backup', async () => {
  const post = isPostStep()
  const signal = cancellation()
  if (post) return (await import('./perform.ts')).cleanUpAfter(readBackupInputs)
  const inputs = await readBackupInputs()
  const { connect } = await import('@tsh/remote')
  const { perform } = await import('./perform.ts')
  const remote = await connect(inputs.target)
  try {
    setOutputs(outputs, await perform(inputs, { remote, signal }))
  } finally {
    remote.close()
  }
})
