import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Example action',
  description: 'Does something.',
} satisfies ActionDefinition

export const inputs = {
  subject: { description: 'Replace this: what the action works on.', required: true },
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  outcome: { description: 'Replace this: how it ended, one of a closed list of values.' },
} satisfies OutputDefinitions
