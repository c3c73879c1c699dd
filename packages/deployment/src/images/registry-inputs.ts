import type { InputDefinitions, InputReader } from '@tsh/action'
import { pick, SETTING_INPUTS } from '@tsh/settings'
import type { RegistryLogin } from './registry-login.ts'

/** The login for the registry of the images. */
export const REGISTRY_LOGIN_INPUTS = {
  ...pick(SETTING_INPUTS.release, 'registry-username'),
  'registry-password': {
    description: 'Password or token for the registry (secret `DOCKER_TOKEN`).',
    secret: true,
  },
} satisfies InputDefinitions

/** Reads the login; either part may be empty. */
export function readRegistryLogin(input: InputReader<keyof typeof REGISTRY_LOGIN_INPUTS>): RegistryLogin {
  return {
    // Not masked: it is often the namespace of the images, and masking would hide it in their names.
    username: input.text('registry-username', { required: false }),
    password: input.secret('registry-password', { required: false }),
  }
}
