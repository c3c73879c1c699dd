import { cancellation, isPostStep, run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readBuildInputs } from './inputs.ts'

void run('build-image', async () => {
  if (isPostStep()) return (await import('./login.ts')).removeLogin()
  const inputs = await readBuildInputs()
  const { cancellableShell } = await import('@tsh/shell')
  const { build } = await import('./build.ts')
  setOutputs(outputs, await build(inputs, cancellableShell(cancellation())))
})
