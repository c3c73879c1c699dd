import { cancellation, run, setOutputs, UserError } from '@tsh/action'
import { cancellableShell } from '@tsh/shell'
import { outputs } from './definition.ts'
import { gate } from './gate.ts'
import { readGateInputs } from './inputs.ts'

void run('test-gate', async () => {
  const inputs = await readGateInputs()
  const found = await gate(inputs, cancellableShell(cancellation()))
  setOutputs(outputs, found.outputs)
  if (found.problems.length > 0) throw new UserError(found.problems)
})
