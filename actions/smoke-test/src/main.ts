import { run } from '@tsh/action'
import { readSmokeInputs } from './inputs.ts'

void run('smoke-test', async () => {
  const inputs = await readSmokeInputs()
  const { perform } = await import('./perform.ts')
  await perform(inputs)
})
