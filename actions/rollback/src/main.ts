import { cancellation, run } from '@tsh/action'
import { readRollbackInputs } from './inputs.ts'

void run('rollback', async () => {
  const inputs = await readRollbackInputs()
  const { perform } = await import('./perform.ts')
  await perform(inputs, cancellation())
})
