import { readInputs } from '@tsh/action'
import { limitsOf, settingInputs, TEST_SETTINGS } from '@tsh/settings'
import type { Command, CommandDefaults } from './command.ts'
import { parseCommands } from './command-list.ts'
import { inputs } from './definition.ts'

export interface GateInputs {
  /** Runs before the commands; a failure aborts the gate at once. */
  install: string
  commands: Command[]
  defaults: CommandDefaults
  /** undefined for no minimum. */
  minCoveragePercent?: number
}

export async function readGateInputs(): Promise<GateInputs> {
  return readInputs(inputs, await settingInputs(), async input => {
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
    }
  })
}
