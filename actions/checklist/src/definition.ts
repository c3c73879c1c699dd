import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { APPLICATION_INPUTS } from '@tsh/deployment'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { pick, SETTING_INPUTS, SETTINGS_FILE, VERSION } from '@tsh/settings'

export const action = {
  name: 'Checklist',
  description:
    'Lists what a deployment has proven, from the journal on the server and the outputs of the jobs, and keeps the deployments on GitHub in step.',
} satisfies ActionDefinition

export const inputs = {
  ...CONNECTION_INPUTS,
  ...APPLICATION_INPUTS,
  ...pick(SETTING_INPUTS.database, 'database-source'),
  ...SETTING_INPUTS.standard,
  version: { ...VERSION, required: true },
  sha: { description: 'Full commit SHA of the version.', required: true },
  jobs: {
    description:
      'The `needs` context as JSON (`toJSON(needs)`), of a job that needs all jobs of the deployment.',
    required: true,
  },
  notification: {
    description:
      'Output `outcome` of telegram-notify: `sent`, `failed` or `not-configured`. Empty if nothing reported the deployment.',
  },
  'message-id': { description: 'Output `message-id` of telegram-notify.' },
  file: { description: 'File that the checklist is written to, as JSON.', default: 'deployment.json' },
  ...SETTINGS_FILE,
  environment: { ...SETTINGS_FILE.environment, required: true },
  'github-token': {
    ...SETTINGS_FILE['github-token'],
    description:
      'Token that reads the settings file (`contents: read`), and lists the live version as the active deployment of the environment, where GitHub lists another one (`deployments: write`).',
  },
} satisfies InputDefinitions

export const outputs = {
  verdict: {
    description:
      '`complete`; `incomplete` if evidence is missing; or `failed` if it is missing and the setting `standard.mode` is `enforce`. The action itself does not fail, so that the checklist can be uploaded first.',
  },
  missing: { description: 'The items without evidence, separated by commas.' },
  artifact: {
    description:
      'Name for the artifact with the checklist, unique for every environment and settings file of a run.',
  },
} satisfies OutputDefinitions
