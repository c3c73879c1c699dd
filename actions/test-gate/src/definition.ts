import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { pick, requiring, SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Test gate',
  description:
    'Runs named commands, reads their test and coverage reports, applies the deployment standard, and fails when one of them fails.',
  post: true,
} satisfies ActionDefinition

export const inputs = {
  ...requiring(
    pick(
      SETTING_INPUTS.test,
      ...([
        'commands',
        'install',
        'services',
        'working-directory',
        'command-timeout-seconds',
        'min-coverage-percent',
        'coverage-max-drop',
        'required-checks',
        'allowed-conclusions',
        'wait-seconds',
      ] as const),
    ),
    'commands',
  ),
  ...pick(SETTING_INPUTS.application, 'compose-file', 'env-file'),
  standard: {
    description:
      'Whether the repository is checked against the deployment standard: `off`, `warn` reports findings, `enforce` also fails on findings of severity error. Defaults to `warn` with a settings file, and to `off` without one.',
    setting: 'standard.mode',
  },
  'sarif-file': {
    description:
      'File that the findings are written to as SARIF, for code scanning, relative to the repository. Without it, none is written.',
  },
  ...SETTINGS_FILE,
  'github-token': {
    ...SETTINGS_FILE['github-token'],
    description:
      'Token that reads the settings file (`contents: read`), required checks (`checks: read`, `statuses: read`) and earlier deployments (`actions: read`).',
  },
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
      'Every command as JSON: `name`, `kind`, `passed`, `seconds`, and where it has reports `tests`, `failed`, `skipped` and `coveragePercent`; texts are written as JSON escapes.',
  },
  findings: {
    description:
      'Findings of the deployment standard as JSON: `id`, `severity` (`E`, `W` or `N`), `file`, `line`, `message` and `fix`. Empty when it is off.',
  },
} satisfies OutputDefinitions
