import { cancellation, run, setOutputs } from '@tsh/action'
import { stayConnected } from '@tsh/remote'
import { readSwitchInputs } from './inputs.ts'
import { switchTraffic } from './switch-traffic.ts'

void run('blue-green-switch', async () => {
  const inputs = readSwitchInputs()
  const cancelled = cancellation()
  const remote = await stayConnected(inputs.target)
  try {
    setOutputs(await switchTraffic(inputs, remote, cancelled))
  } finally {
    remote.close()
  }
})
