import { run, setOutputs } from '@tsh/action'
import { shell } from '@tsh/shell'
import { outputs } from './definition.ts'
import { gate } from './gate.ts'
import { readGateInputs } from './inputs.ts'

void run('test-gate', async () => {
  const inputs = await readGateInputs()
  setOutputs(outputs, await gate(inputs, shell))
})
