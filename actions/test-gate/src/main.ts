import { cancellation, isPostStep, run, setOutputs, UserError } from '@tsh/action'
import { outputs } from './definition.ts'
import { readGateInputs } from './inputs.ts'

void run('test-gate', async () => {
  if (isPostStep()) return (await import('./perform.ts')).cleanUpAfter()
  const inputs = await readGateInputs()
  const { perform } = await import('./perform.ts')
  const found = await perform(inputs, cancellation())
  setOutputs(outputs, found.outputs)
  if (found.problems.length > 0) throw new UserError(found.problems)
})
