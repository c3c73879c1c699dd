import { parseArgs } from 'node:util'
import { UserError } from '@tsh/action'

export interface Arguments {
  /** Folder of the repository. */
  folder: string
  write: boolean
  help: boolean
}

export const usage = `npm run adopt -- DIR [--write]

Derives the settings file and the calling workflows from the files of a repository that deploys with Docker Compose, and
shows them as a diff, followed by what it could not determine and what must change.

  DIR      folder of the git repository
  --write  write the files; an existing file is never overwritten
`

/** Parses the command line. @throws UserError for unknown arguments */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args)
  const [folder, extra] = positionals
  const { write = false, help = false } = values
  if (extra !== undefined) throw new UserError(`expected one folder, got extra argument "${extra}"`)
  if (folder === undefined && !help)
    throw new UserError('the folder of the repository is missing. See npm run adopt -- --help')
  return { folder: folder ?? '.', write, help }
}

function parsed(args: readonly string[]) {
  try {
    const options = { write: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('. ')[0]}. See npm run adopt -- --help`)
  }
}
