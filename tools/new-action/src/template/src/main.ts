import { run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readExampleActionInputs } from './inputs.ts'

void run('example-action', async () => {
  const inputs = await readExampleActionInputs()
  const { exampleAction } = await import('./example-action.ts')
  setOutputs(outputs, await exampleAction(inputs))
})
