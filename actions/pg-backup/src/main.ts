import { run, setOutputs } from '@tsh/action'
import { connect } from '@tsh/remote'
import { readBackupInputs } from './inputs.ts'

void run('pg-backup', async () => {
  const inputs = readBackupInputs()
  const remote = await connect(inputs.target)
  try {
    const { backUp } = await import('./back-up.ts')
    const { openBucket } = await import('./bucket.ts')
    setOutputs(await backUp(inputs, remote, openBucket(inputs.storage)))
  } finally {
    remote.close()
  }
})
