import { cancellation, run, setOutputs } from '@tsh/action'
import { stayConnected } from '@tsh/remote'
import { withCommit } from './commit.ts'
import { outputs } from './definition.ts'
import { deploy } from './deploy.ts'
import { readDeployInputs } from './inputs.ts'
import { orUnknown } from './recovery/unknown.ts'
import { planned } from './reports/planned.ts'

void run('ssh-deploy', async () => {
  const inputs = await readDeployInputs()
  const { shell } = await import('@tsh/shell')
  const cancelled = cancellation()
  const server = await stayConnected(inputs.target)
  try {
    const work = withCommit(inputs, { shell, server }, place =>
      inputs.dryRun ? planned(inputs, place) : deploy(inputs, place, cancelled),
    )
    setOutputs(outputs, await orUnknown(inputs.application, work))
  } finally {
    server.close()
  }
})
