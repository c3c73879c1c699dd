import { type InputReader, readInputs, type SettingValues } from '@tsh/action'
import { DEFAULT_SETTINGS_PATH, formOf, limitsOf, settingInputs, TEST_SETTINGS } from '@tsh/settings'
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
    }
  })
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
