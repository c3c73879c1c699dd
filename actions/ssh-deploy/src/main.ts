import { cancellation, run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readDeployInputs } from './inputs.ts'

void run('ssh-deploy', async () => {
  const inputs = await readDeployInputs()
  const { perform } = await import('./perform.ts')
  setOutputs(outputs, await perform(inputs, cancellation()))
})
