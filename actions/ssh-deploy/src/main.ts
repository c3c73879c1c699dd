import { run, setOutputs } from '@tsh/action'
import { connect } from '@tsh/remote'
import { deploy } from './deploy.ts'
import { readDeployInputs } from './inputs.ts'
import { planned } from './planned.ts'

void run('ssh-deploy', async () => {
  const inputs = readDeployInputs()
  const remote = await connect(inputs.target)
  try {
    setOutputs(inputs.dryRun ? await planned(inputs, remote) : await deploy(inputs, remote))
  } finally {
    remote.close()
  }
})
