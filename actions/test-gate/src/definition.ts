import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { pick, requiring, SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Test gate',
  description: 'Runs named commands and fails if any of them fails.',
} satisfies ActionDefinition

export const inputs = {
  ...requiring(pick(SETTING_INPUTS.test, 'commands', 'install', 'working-directory'), 'commands'),
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  passed: { description: 'Number of commands that passed.' },
} satisfies OutputDefinitions
