import type { InputDefinition, InputDefinitions } from '@tsh/action'
import { DEFAULT_SETTINGS_PATH } from './read-settings.ts'

/** Inputs that every action has to locate its settings. */
export const SETTINGS_FILE = {
  settings: {
    description:
      'Path of the settings file in the repository. An explicit path must exist; the file at the default path is optional.',
    default: DEFAULT_SETTINGS_PATH,
  },
  environment: {
    description:
      'Environment in the settings file that the action works on, such as `production`. Without it, no settings are read.',
  },
  'github-token': {
    description:
      'Token for reading the settings file when the repository is not checked out (`contents: read`).',
    default: '${{ github.token }}',
    secret: true,
  },
} as const satisfies InputDefinitions

/** The version of the run. */
export const VERSION: InputDefinition = {
  description: 'The version of the run (output `version` of determine-version).',
}

/** For actions that support a dry run. */
export const DRY_RUN: InputDefinition = {
  description: 'Report what would be done without changing anything.',
  default: 'false',
}
