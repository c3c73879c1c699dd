import { run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readServerInputs } from './inputs.ts'
import { server } from './server.ts'

void run('server', async () => {
  const inputs = await readServerInputs()
  setOutputs(outputs, await server(inputs))
})
