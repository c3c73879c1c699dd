import { run, setOutputs } from '@tsh/action'
import { connect } from '@tsh/remote'
import { check } from './check.ts'
import { readSmokeInputs } from './inputs.ts'
import { askPublicly } from './public-request.ts'

void run('smoke-test', async () => {
  const inputs = readSmokeInputs()
  const remote = inputs.target && (await connect(inputs.target))
  try {
    setOutputs(await check(inputs, remote ? request => remote.request(request) : askPublicly))
  } finally {
    remote?.close()
  }
})
