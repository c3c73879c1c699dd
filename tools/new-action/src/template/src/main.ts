import { run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { exampleAction } from './example-action.ts'
import { readExampleActionInputs } from './inputs.ts'

void run('example-action', async () => {
  const inputs = await readExampleActionInputs()
  setOutputs(outputs, await exampleAction(inputs))
})
