import { cancellation, keepForPost, keptByMain, run, setOutputs } from '@tsh/action'
import { connect } from '@tsh/remote'
import { outputs } from './definition.ts'
import { readBackupInputs } from './inputs.ts'

void run('pg-backup', async () => {
  const inputs = await readBackupInputs()
  const signal = cancellation()
  const post = keptByMain('started') !== ''
  keepForPost('started', 'true')
  const { perform, cleanUpAfter } = await import('./perform.ts')
  if (post) return cleanUpAfter(inputs)
  const remote = await connect(inputs.target)
  try {
    setOutputs(outputs, await perform(inputs, { remote, signal }))
  } finally {
    remote.close()
  }
})
