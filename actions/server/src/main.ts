import { run, setOutputs } from '@tsh/action'
import { connect } from '@tsh/remote'
import { outputs } from './definition.ts'
import { readServerInputs } from './inputs.ts'
import { setUp } from './setup/set-up.ts'

void run('server', async () => {
  const inputs = await readServerInputs()
  const { shell } = await import('@tsh/shell')
  const server = await connect(inputs.target)
  try {
    setOutputs(outputs, await setUp(inputs, { server, shell }))
  } finally {
    server.close()
  }
})
