import { cancellation, keepForPost, keptByMain, run, setOutputs } from '@tsh/action'
import { cancellableShell } from '@tsh/shell'
import { build } from './build.ts'
import { outputs } from './definition.ts'
import { readBuildInputs } from './inputs.ts'
import { removeLogin } from './login.ts'

void run('build-image', async () => {
  if (keptByMain('started') !== '') return removeLogin()
  keepForPost('started', 'true')
  const inputs = await readBuildInputs()
  setOutputs(outputs, await build(inputs, cancellableShell(cancellation())))
})
