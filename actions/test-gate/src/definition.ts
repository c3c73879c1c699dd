import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { pick, requiring, SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Test gate',
  description:
    'Runs named commands, reads their test and coverage reports, and fails when one of them fails.',
} satisfies ActionDefinition

export const inputs = {
  ...requiring(
    pick(
      SETTING_INPUTS.test,
      ...([
        'commands',
        'install',
        'working-directory',
        'command-timeout-seconds',
        'min-coverage-percent',
      ] as const),
    ),
    'commands',
  ),
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  passed: { description: 'Number of commands that passed.' },
  tests: { description: 'Number of tests in the reports, skipped ones included. Empty without a report.' },
  failed: { description: 'Number of failed tests.' },
  skipped: { description: 'Number of skipped tests.' },
  flaky: { description: 'Number of tests that passed only when they were repeated.' },
  'coverage-percent': {
    description: 'Covered lines in percent, over all coverage reports. Empty without one.',
  },
  results: {
    description:
      'Every command as JSON: `name`, `kind`, `passed`, `seconds`, and where it has reports `tests`, `failed`, `skipped` and `coveragePercent`.',
  },
} satisfies OutputDefinitions
