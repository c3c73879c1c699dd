import { type InputDefinitions, type InputReader, workflowRun } from '@tsh/action'
import { pick, SETTING_INPUTS, type SETTINGS_FILE } from '@tsh/settings'
import { type RegistryLogin, registryHost } from './registry-login.ts'

/** The login for the registry of the images. */
export const REGISTRY_LOGIN_INPUTS = {
  ...pick(SETTING_INPUTS.release, 'registry-username'),
  'registry-password': {
    description:
      'Password or token for the registry (secret `DOCKER_TOKEN`). Without it, the token of the job is used for ghcr.io (`packages: write` to push, `packages: read` to pull).',
    secret: true,
  },
} satisfies InputDefinitions

type LoginInput = keyof typeof REGISTRY_LOGIN_INPUTS | keyof Pick<typeof SETTINGS_FILE, 'github-token'>

/** The registry of GitHub, which accepts the token of a job with any user name. */
const GITHUB_REGISTRY = 'ghcr.io'

/** Reads the login for a registry; undefined to use those that Docker has. */
export function readRegistryLogin(
  input: InputReader<LoginInput>,
  registry: string | undefined,
): RegistryLogin | undefined {
  // Not masked: it is often the namespace of the images, and masking would hide it in their names.
  const username = input.text('registry-username', { required: false })
  const password = input.secret('registry-password', { required: false })
  if (username !== '' && password !== '') return { username, password }
  const token =
    password === '' && registryHost(registry ?? '') === GITHUB_REGISTRY
      ? input.secret('github-token', { required: false })
      : ''
  return token === ''
    ? undefined
    : { username: username || workflowRun().actor, password: token, isJobToken: true }
}
