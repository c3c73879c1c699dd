import { readInputs } from '@tsh/action'
import { REGISTRY, type RegistryLogin, readRegistryLogin, registryIn, VERSION_FORM } from '@tsh/deployment'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

export interface BuildInputs {
  composeFile: string
  version: string
  /** Registry and namespace, such as `ghcr.io/tsh`; undefined when the images are transferred as an archive. */
  registry: string | undefined
  login: RegistryLogin | undefined
  /** Where the images are saved without a registry. */
  archive: string
}

export async function readBuildInputs(): Promise<BuildInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const { username, password } = readRegistryLogin(input)
    if ((username === '') !== (password === '')) {
      input.problem(
        'inputs "registry-username" and "registry-password" must be set together; one of them is empty',
      )
    }
    return {
      composeFile: input.text('compose-file'),
      version: input.text('version', VERSION_FORM),
      registry: registryIn(input.text('registry', { ...REGISTRY, required: false })),
      login: username !== '' && password !== '' ? { username, password } : undefined,
      archive: input.text('archive'),
    }
  })
}
