import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { REGISTRY_LOGIN_INPUTS } from '@tsh/deployment'
import { pick, SETTING_INPUTS, SETTINGS_FILE, VERSION } from '@tsh/settings'

export const action = {
  name: 'Build image',
  description:
    'Builds every buildable service of the compose files once, and pushes the images or saves them for transfer.',
  post: true,
} satisfies ActionDefinition

export const inputs = {
  ...pick(SETTING_INPUTS.application, 'compose-file', 'compose-profiles', 'service', 'slots'),
  version: { ...VERSION, required: true },
  ...pick(SETTING_INPUTS.release, 'registry'),
  ...REGISTRY_LOGIN_INPUTS,
  ...pick(SETTING_INPUTS.release, 'build-args'),
  'build-secrets': {
    description:
      'Values of build secrets, one `NAME=value` per line, where `NAME` is the name of the secret in the top-level `secrets` of the compose file, or of its `environment` variable (secret `BUILD_SECRETS`).',
    secret: true,
  },
  archive: {
    description: 'Archive that the images are saved to without a registry, relative to the workspace.',
    default: 'images.tar',
  },
  'build-only': {
    description: 'Whether to only build the images, and neither push nor save them; no login is needed.',
    default: 'false',
  },
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  images: {
    description:
      'The built images, as JSON `{"<service>": {"digest": "sha256:…", "id": "sha256:…"}}`: the digest in the registry (empty without one) and the image ID (the digest of its configuration). Input of ssh-deploy. Empty with `build-only`.',
  },
  archive: {
    description:
      'Whether the images are in the file `archive`: `true` without a registry, `false` with one or with `build-only`.',
  },
} satisfies OutputDefinitions
