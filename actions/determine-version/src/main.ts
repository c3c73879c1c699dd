import { run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { determineVersion } from './determine-version.ts'
import { readVersionInputs } from './inputs.ts'

void run('determine-version', async () => {
  const inputs = await readVersionInputs()
  // Loaded late: the GitHub client takes longer to start than all the rest.
  const { commitsOnGithub } = await import('./commits.ts')
  setOutputs(outputs, await determineVersion(inputs, commitsOnGithub(inputs.token)))
})
