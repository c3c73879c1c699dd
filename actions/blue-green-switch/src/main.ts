import { cancellation, run, setOutputs } from '@tsh/action'
import { connect } from '@tsh/remote'
import { readSwitchInputs } from './inputs.ts'
import { switchTraffic } from './switch-traffic.ts'

void run('blue-green-switch', async () => {
  const inputs = readSwitchInputs()
  const remote = await connect(inputs.target)
  try {
    setOutputs(await switchTraffic(inputs, remote, cancellation()))
  } finally {
    remote.close()
  }
})
