import { parseArgs } from 'node:util'
import { UserError } from '@tsh/action'
import { DEFAULT_SETTINGS_PATH } from '../read-settings.ts'

export interface Arguments {
  /** Folder of the repository. */
  folder: string
  /** One environment; all of them without it. */
  environment?: string
  /** The settings file, relative to the folder. */
  file: string
  json: boolean
  help: boolean
}

export const usage = `npm run settings -- DIR [--environment NAME] [--file PATH] [--json]

Checks the settings file of a repository and the workflows that call tsh/actions, and prints the resolved settings.

  DIR                 folder of the repository
  --environment NAME  print one environment (default: all)
  --file PATH         the settings file, relative to DIR (default: ${DEFAULT_SETTINGS_PATH})
  --json              print settings and problems as JSON
`

/** Parses the command line. @throws UserError for unknown arguments */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args)
  const [folder, extra] = positionals
  const help = values.help ?? false
  if (extra !== undefined) throw new UserError(`expected one folder, got extra argument "${extra}"`)
  if (folder === undefined && !help)
    throw new UserError('the folder of the repository is missing. See npm run settings -- --help')
  return {
    folder: folder ?? '.',
    file: values.file ?? DEFAULT_SETTINGS_PATH,
    json: values.json ?? false,
    help,
    ...(values.environment === undefined ? {} : { environment: values.environment }),
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        environment: { type: 'string' },
        file: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('. ')[0]}. See npm run settings -- --help`)
  }
}
