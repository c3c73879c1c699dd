import { type InputReader, readInputs, type SettingValues } from '@tsh/action'
import { DEFAULT_SETTINGS_PATH, formOf, limitsOf, settingInputs, TEST_SETTINGS } from '@tsh/settings'
import type { CoverageDrop } from './baseline/check-coverage-drop.ts'
import type { RequiredChecks } from './checks/await-checks.ts'
import type { Command, CommandDefaults } from './command.ts'
import { parseCommands } from './command-list.ts'
import { inputs } from './definition.ts'
import type { ServicesInputs } from './services/with-services.ts'
import type { StandardInputs } from './standard/check-standard.ts'

export interface GateInputs {
  /** Runs before the commands; a failure aborts the gate at once. */
  install: string
  commands: Command[]
  defaults: CommandDefaults
  /** undefined for no minimum. */
  minCoveragePercent?: number
  services: ServicesInputs
  standard: StandardInputs
  checks: RequiredChecks
  coverageDrop: CoverageDrop
  token: string
}

type Input = InputReader<keyof typeof inputs>

export async function readGateInputs(): Promise<GateInputs> {
  const settings = await settingInputs()
  return readInputs(inputs, settings, async input => {
    const defaults = {
      workingDirectory: input.text('working-directory'),
      timeoutSeconds: input.number(
        'command-timeout-seconds',
        limitsOf(TEST_SETTINGS['command-timeout-seconds']),
      ),
    }
    const { commands, problems } = await parseCommands(input.block('commands'), defaults)
    for (const problem of problems) input.problem(problem)
    if (commands.length === 0 && problems.length === 0) {
      input.problem(
        'input "commands" contains no command. A gate without tests is useless; add at least one line "name: command"',
      )
    }
    const hasMinimum = input.text('min-coverage-percent', { required: false }) !== ''
    return {
      install: input.text('install', { required: false }),
      commands,
      defaults,
      ...(hasMinimum
        ? {
            minCoveragePercent: input.number(
              'min-coverage-percent',
              limitsOf(TEST_SETTINGS['min-coverage-percent']),
            ),
          }
        : {}),
      services: readServices(input),
      standard: readStandard(input, settings),
      checks: readChecks(input),
      coverageDrop: readCoverageDrop(input),
      token: readToken(input),
    }
  })
}

/** `none` disables the setting, for runs that a check must not wait for. */
function readChecks(input: Input): RequiredChecks {
  const names = input.lines('required-checks').filter(name => name !== 'none')
  const allowed = input.lines('allowed-conclusions')
  const { expected, enum: known } = TEST_SETTINGS['allowed-conclusions'].items
  for (const conclusion of allowed)
    if (!(known as readonly string[]).includes(conclusion))
      input.problem(`input "allowed-conclusions" is not ${expected}, got "${conclusion}"`)
  const waitSeconds = input.number('wait-seconds', limitsOf(TEST_SETTINGS['wait-seconds']))
  return { names, allowed, waitSeconds }
}

function readCoverageDrop(input: Input): CoverageDrop {
  const isSet = input.text('coverage-max-drop', { required: false }) !== ''
  const environment = input.text('environment', { required: false })
  if (isSet && environment === '')
    input.problem('input "environment" is required because "coverage-max-drop" is set')
  return {
    maxDrop: isSet
      ? input.number('coverage-max-drop', limitsOf(TEST_SETTINGS['coverage-max-drop']))
      : undefined,
    environment,
    settingsPath: input.text('settings', { required: false }) || DEFAULT_SETTINGS_PATH,
  }
}

/** Needed where something is read from GitHub. */
function readToken(input: Input): string {
  const needsToken =
    input.text('coverage-max-drop', { required: false }) !== '' ||
    input.lines('required-checks').some(name => name !== 'none')
  return input.secret('github-token', { required: needsToken, hint: 'Leave it at its default' })
}

function readServices(input: Input): ServicesInputs {
  const names = input.lines('services')
  const { pattern, expected } = formOf(TEST_SETTINGS.services.items)
  for (const name of names)
    if (!pattern.test(name)) input.problem(`input "services": "${name}" is not ${expected}`)
  const composeFiles = input.lines('compose-file')
  if (names.length > 0 && composeFiles.length === 0)
    input.problem('input "compose-file" is required because "services" is set')
  return {
    ...{ names, composeFiles },
    envFile: input.text('env-file', { required: false }),
    environment: input.text('environment', { required: false }),
  }
}

function readStandard(input: Input, settings: SettingValues): StandardInputs {
  const isSet = input.text('standard', { required: false }) !== ''
  // An environment in a settings file always has a server.
  const otherwise = settings.server === undefined ? 'off' : 'warn'
  return {
    mode: isSet ? input.choice('standard', ['off', 'warn', 'enforce']) : otherwise,
    settingsPath: input.text('settings', { required: false }) || DEFAULT_SETTINGS_PATH,
    sarifFile: input.text('sarif-file', { required: false }) || undefined,
  }
}
