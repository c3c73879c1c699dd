import { cancellation, run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readDeployInputs } from './inputs.ts'

void run('ssh-deploy', async () => {
  const { inputs, noConnection } = await readDeployInputs()
  const { checkWithoutServer, dryRun } = await import('./dry-run.ts')
  const { deployOverSsh } = await import('./deploy-over-ssh.ts')
  if (noConnection) return setOutputs(outputs, await checkWithoutServer(inputs, noConnection))
  if (inputs.dryRun) return setOutputs(outputs, await dryRun(inputs))
  setOutputs(outputs, await deployOverSsh(inputs, cancellation()))
})
