import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { APPLICATION_INPUTS, HANDOVER_INPUTS, LIMIT_INPUTS } from '@tsh/deployment'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { DRY_RUN, pick, requiring, SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Rollback',
  description:
    'Rolls back to the version that was live before: automatically after a failed run, manually to any version that is still on the server.',
} satisfies ActionDefinition

export const inputs = {
  ...CONNECTION_INPUTS,
  ...APPLICATION_INPUTS,
  ...requiring(pick(SETTING_INPUTS.release, 'url'), 'url'),
  mode: {
    description:
      '`automatic` rolls back only what this run has released; `manual` rolls back whatever is live.',
    default: 'automatic',
  },
  version: {
    description:
      'With `mode: manual`, the version to roll back to. Defaults to the one that was live before.',
  },
  'skip-schema-check-reason': {
    description:
      'Reason why the old version works with the current schema. Without it, a rollback crosses migrations only if each has the comment `# rollback: compatible`, and never if the schema revision is unknown.',
  },
  'dry-run': DRY_RUN,
  ...HANDOVER_INPUTS,
  ...LIMIT_INPUTS,
  ...SETTINGS_FILE,
  'github-token': {
    ...SETTINGS_FILE['github-token'],
    description:
      'Token that reads the settings file (`contents: read`), and lists the restored version as live in the environment (`deployments: write`).',
  },
} satisfies InputDefinitions

export const outputs = {
  outcome: {
    description:
      '`rolled-back`, `nothing-to-do`, `planned` for a dry run, or `refused` because of the schema, which fails the step.',
  },
  version: { description: 'The version that is live now.' },
  'replaced-version': { description: 'The version that was rolled back; empty if there was none.' },
  'url-check': {
    description:
      '`ok` or `failed`: whether the public URL responds to the runner after a rollback. A failure does not revert the rollback.',
  },
} satisfies OutputDefinitions
