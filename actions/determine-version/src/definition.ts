import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Determine version',
  description:
    'Determines the version that a run deploys, new or existing, and refuses what must not be deployed.',
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
      'An existing version to redeploy, such as `production-v2026.01.31-1a2b3c4`. Without it, a new version is created from the commit of the run.',
  },
  'skip-tests': {
    description: 'Whether to deploy without the test gate. Requires `skip-reason`.',
    default: 'false',
  },
  'skip-backup': {
    description: 'Whether to deploy without a backup. Requires `skip-reason`.',
    default: 'false',
  },
  'skip-migrations': {
    description: 'Whether to deploy without running the migrations. Requires `skip-reason`.',
    default: 'false',
  },
  'skip-reason': { description: 'Reason for skipping something; shown in the summary.' },
  'check-only': {
    description:
      'Whether to only check that the settings define the environment and that the run is allowed to access it; no version is determined.',
    default: 'false',
  },
  'allow-any-branch': {
    description:
      'Whether to allow a run of any branch, regardless of the setting `branches`. For workflows that deploy nothing, such as a backup.',
    default: 'false',
  },
  'require-settings': {
    description: 'Whether to refuse a repository without a settings file.',
    default: 'false',
  },
  'require-in-place': {
    description: 'Whether to refuse an environment with slots, for workflows that do not switch traffic.',
    default: 'false',
  },
} satisfies InputDefinitions

export const outputs = {
  version: {
    description:
      'The version: `<environment>-v<YYYY.MM.DD>-<short sha>` (date in UTC), in staging `staging-<short sha>`.',
  },
  sha: { description: 'The full commit SHA of the version.' },
  redeploy: { description: 'Whether the version already existed, `true` or `false`.' },
  'python-version': { description: 'Python version for the test gate; empty if not set in the settings.' },
  'node-version': { description: 'Node.js version for the test gate; empty if not set in the settings.' },
  'has-database': { description: 'Whether the environment has a database, `true` or `false`.' },
  'has-slots': {
    description: 'Whether the environment has two slots to switch between, `true` or `false`.',
  },
  artifact: {
    description:
      'Name for the artifact with the images, unique for every environment and settings file of a run.',
  },
} satisfies OutputDefinitions
