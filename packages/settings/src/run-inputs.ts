import type { InputDefinition, InputDefinitions } from '@tsh/action'
import { DEFAULT_SETTINGS_PATH } from './read-settings.ts'

/** Where the settings are; every action has these inputs. */
export const SETTINGS_FILE = {
  settings: {
    description:
      'Path of the settings file in the repository. A path that is set here must exist; the default path is optional.',
    default: DEFAULT_SETTINGS_PATH,
  },
  environment: {
    description:
      'Environment of the settings file that the action works on, such as `production`. Without it no settings are read.',
  },
  'github-token': {
    description:
      'Token that reads the settings file where the repository is not checked out (`contents: read`).',
    default: '${{ github.token }}',
    secret: true,
  },
} as const satisfies InputDefinitions

/** The version of the run, for the actions to which it is given. */
export const VERSION: InputDefinition = {
  description: 'The version of the run (output `version` of determine-version).',
}

/** For the actions that can report their plan. */
export const DRY_RUN: InputDefinition = {
  description: 'Report what would be done, and change nothing.',
  default: 'false',
}
