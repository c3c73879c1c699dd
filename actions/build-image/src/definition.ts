import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { REGISTRY_LOGIN_INPUTS } from '@tsh/deployment'
import { pick, SETTING_INPUTS, SETTINGS_FILE, VERSION } from '@tsh/settings'

export const action = {
  name: 'Build image',
  description:
    'Builds every buildable service of a compose file once, and pushes the images or saves them for transfer.',
  post: true,
} satisfies ActionDefinition

export const inputs = {
  ...pick(SETTING_INPUTS.application, 'compose-file'),
  version: { ...VERSION, required: true },
  ...pick(SETTING_INPUTS.release, 'registry'),
  ...REGISTRY_LOGIN_INPUTS,
  archive: {
    description: 'File that the images are saved to when there is no registry, relative to the workspace.',
    default: 'images.tar',
  },
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  images: {
    description:
      'JSON list of `{"image", "reference", "id"}`: the name in the compose file, and the pushed image by digest, or without a registry its id (the digest of its configuration).',
  },
  archive: { description: 'The file with the images; empty when they were pushed.' },
} satisfies OutputDefinitions
