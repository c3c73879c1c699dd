import { artifactName, log, run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readVersionInputs } from './inputs.ts'

void run('determine-version', async () => {
  const inputs = await readVersionInputs()
  const { repositoryOnGithub } = await import('./repository.ts')
  const { allowedBranches, checkRef } = await import('./allowed-branches.ts')
  const { determineVersion } = await import('./determine-version.ts')
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
  setOutputs(outputs, { ...determined, ...inputs.facts, artifact: artifactName('images', inputs) })
})
