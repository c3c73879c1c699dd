import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import {
  applicationName,
  parseSettings,
  problemLine,
  type ResolvedSettings,
  resolve,
} from '@tsh/settings/file'
import { type Caller, type Environment, findCaller } from './caller.ts'

/** The settings of the environment that a caller deploys to, with defaults. @param name of the repository */
export function readEnvironment(
  directory: string,
  name: string,
  { settingsFile, environmentName, job, workflow }: Omit<Caller, 'secrets'>,
): ResolvedSettings {
  const path = join(directory, settingsFile)
  if (!existsSync(path))
    throw new UserError(
      `${settingsFile} is missing in ${name}, but job ${job} of ${workflow} reads it. Create it; docs/settings.md lists the settings`,
    )
  const parsed = parseSettings(readFileSync(path))
  if ('problems' in parsed)
    throw new UserError(parsed.problems.map(problem => problemLine(settingsFile, problem)).join('\n'))
  const { settings } = parsed
  if (!Object.hasOwn(settings.environments, environmentName))
    throw new UserError(
      `${settingsFile} has no environment ${environmentName}, which job ${job} of ${workflow} deploys to; it has ${Object.keys(settings.environments).join(', ')}`,
    )
  return resolve(settings, { environment: environmentName, application: applicationName(settings, name) })
}

/** The branches that may be deployed to an environment; empty for any. @param name of the repository */
export const branchesOf = (directory: string, name: string, environment: Environment): readonly string[] =>
  readEnvironment(directory, name, findCaller(directory, name, environment)).branches ?? []
