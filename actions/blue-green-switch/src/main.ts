import { cancellation, run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readSwitchInputs } from './inputs.ts'

void run('blue-green-switch', async () => {
  const inputs = await readSwitchInputs()
  const { stayConnected } = await import('@tsh/remote')
  const { switchTraffic } = await import('./switch-traffic.ts')
  const cancelled = cancellation()
  const remote = await stayConnected(inputs.target)
  try {
    setOutputs(outputs, await switchTraffic(inputs, remote, cancelled))
  } finally {
    remote.close()
  }
})
