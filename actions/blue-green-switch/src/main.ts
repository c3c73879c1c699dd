import { cancellation, run, setOutputs } from '@tsh/action'
import { stayConnected } from '@tsh/remote'
import { outputs } from './definition.ts'
import { readSwitchInputs } from './inputs.ts'
import { switchTraffic } from './switch-traffic.ts'

void run('blue-green-switch', async () => {
  const inputs = await readSwitchInputs()
  const cancelled = cancellation()
  const remote = await stayConnected(inputs.target)
  try {
    setOutputs(outputs, await switchTraffic(inputs, remote, cancelled))
  } finally {
    remote.close()
  }
})
