import { cancellation, run, setOutputs, UserError } from '@tsh/action'
import { outputs } from './definition.ts'
import { readGateInputs } from './inputs.ts'

void run('test-gate', async () => {
  const inputs = await readGateInputs()
  const { cancellableShell } = await import('@tsh/shell')
  const { gate } = await import('./gate.ts')
  const found = await gate(inputs, cancellableShell(cancellation()))
  setOutputs(outputs, found.outputs)
  if (found.problems.length > 0) throw new UserError(found.problems)
})
