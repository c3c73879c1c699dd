import { run, setOutputs } from '@tsh/action'
import { shell } from '@tsh/shell'
import { build } from './build.ts'
import { readBuildInputs } from './inputs.ts'

void run('build-image', async () => {
  const inputs = readBuildInputs()
  setOutputs(await build(inputs, shell))
})
