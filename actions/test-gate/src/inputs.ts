import { readInputs } from '@tsh/action'
import { settingInputs } from '@tsh/settings'
import { type Command, parseCommand } from './command.ts'
import { inputs } from './definition.ts'

export interface GateInputs {
  /** Runs before the commands; a failure aborts the gate at once. */
  install: string
  commands: Command[]
  /** Folder that the commands run in, relative to the workspace. */
  workingDirectory: string
}

export async function readGateInputs(): Promise<GateInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const commands = input.lines('commands').flatMap(line => {
      const command = parseCommand(line)
      if (!command) input.problem(`input "commands" has a line that is not "name: command": "${line}"`)
      return command ?? []
    })
    if (commands.length === 0) {
      input.problem(
        'input "commands" contains no command. A gate without tests is useless; add at least one line "name: command"',
      )
    }
    return {
      install: input.text('install', { required: false }),
      commands,
      workingDirectory: input.text('working-directory'),
    }
  })
}
