import { run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readServerInputs } from './inputs.ts'

void run('server', async () => {
  const inputs = await readServerInputs()
  const { connect } = await import('@tsh/remote')
  const { shell } = await import('@tsh/shell')
  const { setUp } = await import('./setup/set-up.ts')
  const server = await connect(inputs.target)
  try {
    setOutputs(outputs, await setUp(inputs, { server, shell }))
  } finally {
    server.close()
  }
})
