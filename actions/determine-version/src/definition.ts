import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Determine version',
  description:
    'Names the version that a run deploys, or accepts an existing one, and refuses what must not be deployed.',
} satisfies ActionDefinition

export const inputs = {
  ...SETTINGS_FILE,
  environment: { ...SETTINGS_FILE.environment, required: true },
  'github-token': {
    ...SETTINGS_FILE['github-token'],
    description:
      'Token that reads the settings file and looks up the commit of an existing version (`contents: read`).',
  },
  version: {
    description:
      'An existing version to deploy again, such as `production-v2026.01.31-1a2b3c4`. Empty for a new version of the commit of the run.',
  },
  'skip-tests': {
    description: 'Whether the run deploys without the test gate. Needs `skip-reason`.',
    default: 'false',
  },
  'skip-backup': {
    description: 'Whether the run deploys without a backup. Needs `skip-reason`.',
    default: 'false',
  },
  'skip-migrations': {
    description: 'Whether the run deploys without running the migrations. Needs `skip-reason`.',
    default: 'false',
  },
  'skip-reason': { description: 'Why something is skipped; shown in the summary.' },
  'check-only': {
    description:
      'Whether to check only that the settings define the environment and that the run may work on it; no version is named.',
    default: 'false',
  },
  'allow-any-branch': {
    description:
      'Whether a run of any branch may work on the environment, whatever the setting `branches` lists. For what deploys nothing, such as a backup.',
    default: 'false',
  },
  'require-settings': {
    description: 'Whether to refuse a repository without a settings file.',
    default: 'false',
  },
  'require-slots': { description: 'Whether to refuse an environment without slots.', default: 'false' },
  'require-in-place': {
    description: 'Whether to refuse an environment with slots, for what switches no traffic.',
    default: 'false',
  },
} satisfies InputDefinitions

export const outputs = {
  version: {
    description:
      'The version, `<environment>-v<YYYY.MM.DD>-<short sha>` (the day in UTC), in staging `staging-<short sha>`.',
  },
  sha: { description: 'The full commit id of the version.' },
  redeploy: { description: 'Whether the version existed before, `true` or `false`.' },
  'python-version': { description: 'Python for the test gate; empty where the settings have none.' },
  'node-version': { description: 'Node.js for the test gate; empty where the settings have none.' },
  'has-database': { description: 'Whether the environment has a database, `true` or `false`.' },
  'has-slots': {
    description: 'Whether the environment has two slots to switch between, `true` or `false`.',
  },
  artifact: {
    description:
      'Name for the artifact with the images, another one for every environment and settings file of a run.',
  },
} satisfies OutputDefinitions
