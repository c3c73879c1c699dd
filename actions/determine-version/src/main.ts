import { log, run, setOutputs } from '@tsh/action'
import { allowedBranches, checkRef } from './allowed-branches.ts'
import { outputs } from './definition.ts'
import { artifactName, determineVersion } from './determine-version.ts'
import { readVersionInputs } from './inputs.ts'

void run('determine-version', async () => {
  const inputs = await readVersionInputs()
  // Loaded on demand: the GitHub client takes longer to load than everything else.
  const { repositoryOnGithub } = await import('./repository.ts')
  const repository = repositoryOnGithub(inputs.token)
  const branches = inputs.allowAnyBranch
    ? undefined
    : await allowedBranches(inputs, await repository.fileOnDefaultBranch(inputs.settings))
  checkRef(inputs, branches)
  if (inputs.checkOnly) {
    log.info(`${inputs.settings} defines ${inputs.environment}, and this run is allowed to access it`)
    return setOutputs(outputs, inputs.facts)
  }
  const determined = await determineVersion(inputs, repository, branches)
  setOutputs(outputs, { ...determined, ...inputs.facts, artifact: artifactName(inputs) })
})
