import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Determine version',
  description: 'Names the version that a run deploys, or accepts an existing one.',
} satisfies ActionDefinition

export const inputs = {
  ...SETTINGS_FILE,
  environment: { ...SETTINGS_FILE.environment, required: true },
  'github-token': {
    ...SETTINGS_FILE['github-token'],
    description:
      'Token that looks up the commit of an existing version, and reads the settings file where the repository is not checked out (`contents: read`).',
  },
  version: {
    description:
      'An existing version to deploy again, such as `production-v2026.01.31-1a2b3c4`. Empty for a new version of the commit of the run.',
  },
  branch: {
    description:
      'Branch that must contain the commit of an existing version. For staging, the branch of the run is accepted, too.',
    default: '${{ github.event.repository.default_branch }}',
  },
} satisfies InputDefinitions

export const outputs = {
  version: {
    description:
      'The version, `staging-<short sha>` or `production-v<YYYY.MM.DD>-<short sha>` (the day in UTC).',
  },
  sha: { description: 'The full commit id of the version.' },
  redeploy: { description: 'Whether the version existed before, `true` or `false`.' },
} satisfies OutputDefinitions
