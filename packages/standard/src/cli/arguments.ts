import { parseArgs } from 'node:util'
import { UserError } from '@tsh/action'

export interface Arguments {
  /** Folder of the repository. */
  folder: string
  /** The settings file, relative to the folder. */
  settings?: string
  /** File for the JSON; `-` for stdout. */
  json?: string
  /** File for SARIF; `-` for stdout. */
  sarif?: string
  trackedOnly: boolean
  withoutDocker: boolean
  help: boolean
}

export const usage = `npm run standard -- DIR [--json FILE] [--sarif FILE] [--settings PATH] [--tracked] [--no-docker]

Checks a repository against the deployment standard (docs/standard.md). Exits with 1 on findings of severity error,
unless the settings file sets the standard to warn or off.

  DIR              folder of the repository
  --json FILE      write the findings as JSON; - for stdout
  --sarif FILE     write the findings as SARIF, for code scanning; - for stdout
  --settings PATH  the settings file, relative to DIR (default: .github/deploy.yml)
  --tracked        check only files tracked by git (default: also untracked files that are not ignored)
  --no-docker      do not use docker compose, even where it is installed
`

/** Parses the command line. @throws UserError for unknown arguments */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args)
  const [folder, extra] = positionals
  const { help = false, json, sarif, settings, tracked = false } = values
  if (extra !== undefined) throw new UserError(`expected one folder, got extra argument "${extra}"`)
  if (folder === undefined && !help)
    throw new UserError('the folder of the repository is missing. See npm run standard -- --help')
  if (json === '-' && sarif === '-')
    throw new UserError('--json and --sarif both write to stdout. Pass a file for one of them')
  return {
    folder: folder ?? '.',
    trackedOnly: tracked,
    withoutDocker: values['no-docker'] ?? false,
    help,
    ...(json === undefined ? {} : { json }),
    ...(sarif === undefined ? {} : { sarif }),
    ...(settings === undefined ? {} : { settings }),
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        sarif: { type: 'string' },
        settings: { type: 'string' },
        tracked: { type: 'boolean' },
        'no-docker': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('. ')[0]}. See npm run standard -- --help`)
  }
}
