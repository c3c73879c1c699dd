import { run, setOutputs } from '@tsh/action'
import { shell } from '@tsh/shell'
import { gate } from './gate.ts'
import { readGateInputs } from './inputs.ts'

void run('test-gate', async () => {
  const inputs = readGateInputs()
  setOutputs(await gate(inputs, shell))
})
