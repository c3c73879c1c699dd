import { cancellation, isPostStep, run, setOutputs } from '@tsh/action'
import { cancellableShell } from '@tsh/shell'
import { build } from './build.ts'
import { outputs } from './definition.ts'
import { readBuildInputs } from './inputs.ts'
import { removeLogin } from './login.ts'

void run('build-image', async () => {
  if (isPostStep()) return removeLogin()
  const inputs = await readBuildInputs()
  setOutputs(outputs, await build(inputs, cancellableShell(cancellation())))
})
