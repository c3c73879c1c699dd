import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import { NOTHING_REMOTE, plainComposeProblem } from '@tsh/deployment'
import { plainEnvironment, type Shell } from '@tsh/shell'
import { readServices, type Service } from './compose-file.ts'

/** The parts of the compose model that a build needs. */
export interface BuildModel {
  services: Readonly<Record<string, Service>>
  secrets: Readonly<Record<string, SecretSource>>
}

/** A secret in the top-level `secrets`. */
export interface SecretSource {
  environment?: string
  file?: string
}

/** The compose project directory: the folder of the first file. */
export const projectFolder = ([first = '']: readonly string[]): string => dirname(resolve(first))

/**
 * The compose files as compose merges them, with `include` and `extends`. Variables are not replaced, because those of
 * other services are only set on the server; for the same reason nothing is normalized, which would drop build arguments
 * without a value. Paths are relative to {@link projectFolder}.
 * @throws UserError when a file is missing, or rejected by compose
 */
export async function readBuildModel(files: readonly string[], shell: Shell): Promise<BuildModel> {
  // Positions in messages of compose have no file and often the wrong line, and it expands any number of aliases.
  for (const file of files) readServices(await textOf(file), file)
  const args = [
    ...[
      'compose',
      '--project-directory',
      projectFolder(files),
      ...files.flatMap(file => ['-f', resolve(file)]),
    ],
    ...['--profile', '*', 'config', '--no-interpolate', '--no-normalize', '--no-path-resolution'],
    ...['--format', 'json'],
  ]
  const env = plainEnvironment(NOTHING_REMOTE)
  const { code, stdout, stderr } = await shell.run('docker', args, { env, allowFailure: true })
  if (code !== 0) throw new UserError(plainComposeProblem(stderr, files, 'the runner'))
  const { services, secrets } = JSON.parse(stdout) as Partial<BuildModel>
  return { services: services ?? {}, secrets: secrets ?? {} }
}

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(error => {
    throw new UserError(`compose file "${file}" does not exist in the workspace`, { cause: error })
  })
