import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { APPLICATION_INPUTS, HANDOVER_INPUTS, LIMIT_INPUTS } from '@tsh/deployment'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { DRY_RUN, pick, requiring, SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Rollback',
  description:
    "Rolls back to what was live before: an automatic job its own run's release, a user to any version that the server still has.",
} satisfies ActionDefinition

export const inputs = {
  ...CONNECTION_INPUTS,
  ...APPLICATION_INPUTS,
  ...requiring(pick(SETTING_INPUTS.release, 'url'), 'url'),
  mode: {
    description:
      '`automatic` rolls back what this run has released, and nothing else; `manual` whatever is live.',
    default: 'automatic',
  },
  version: {
    description:
      'With `mode: manual`, the version to roll back to. Defaults to the one that was live before.',
  },
  'skip-schema-check-reason': {
    description:
      'Why the old version works with the present schema. Without it, migrations are rolled back over only when each has the comment `# rollback: compatible`, and never when the schema revision is unknown.',
  },
  'dry-run': DRY_RUN,
  ...HANDOVER_INPUTS,
  ...LIMIT_INPUTS,
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  outcome: {
    description:
      '`rolled-back`, `nothing-to-do`, `planned` for a dry run, or `refused` because of the schema, which fails the step.',
  },
  version: { description: 'The version that is live now.' },
  'replaced-version': { description: 'The version that was rolled back; empty when none was.' },
  'url-check': {
    description:
      '`ok` or `failed`: whether the public URL responds to the runner after a rollback. A failure there does not revert the rollback.',
  },
} satisfies OutputDefinitions
