import { cancellation, run, setOutputs } from '@tsh/action'
import { stayConnected } from '@tsh/remote'
import { outputs } from './definition.ts'
import { deploy } from './deploy.ts'
import { readDeployInputs } from './inputs.ts'
import { orUnknown } from './recovery/unknown.ts'
import { planned } from './reports/planned.ts'

void run('ssh-deploy', async () => {
  const inputs = await readDeployInputs()
  const cancelled = cancellation()
  const remote = await stayConnected(inputs.target)
  try {
    const work = inputs.dryRun ? planned(inputs, remote) : deploy(inputs, remote, cancelled)
    setOutputs(outputs, await orUnknown(inputs.application, work))
  } finally {
    remote.close()
  }
})
