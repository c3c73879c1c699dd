import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { APPLICATION_INPUTS, ENV_INPUTS, HANDOVER_INPUTS } from '@tsh/deployment'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { DRY_RUN, pick, SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Server',
  description:
    'Sets up a server for the deployments of an application: folders, checkout, env file and proxy.',
} satisfies ActionDefinition

export const inputs = {
  mode: {
    description: '`setup` prepares the server for the first deployment. It may run any number of times.',
    default: 'setup',
  },
  ...CONNECTION_INPUTS,
  ...APPLICATION_INPUTS,
  ...HANDOVER_INPUTS,
  ...pick(SETTING_INPUTS.release, 'commits'),
  sha: {
    description:
      'Full SHA of the commit that is checked out on an empty server. Defaults to the commit of the run.',
  },
  ...ENV_INPUTS,
  'dry-run': DRY_RUN,
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  outcome: {
    description:
      '`nothing-to-change`, `changed`, or `planned` after a dry run. Empty when something is left for a person to do, which fails the action.',
  },
} satisfies OutputDefinitions
