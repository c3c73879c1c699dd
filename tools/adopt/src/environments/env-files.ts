import { posix } from 'node:path'
import { envTemplates } from '@tsh/deployment/env-templates'
import { assignmentOf, type RepositoryFiles, readEnvFile } from '@tsh/standard/reading'
import { type EnvironmentName, environmentIn } from './file-words.ts'

const ENDING = /[._-](example|template|sample|dist|tmpl)\b/
const ENV = /^\.?env\b/

/** The templates of env files in the root, such as `.env.production.example`. */
const templates = (files: RepositoryFiles): string[] =>
  files.paths.filter(path => !path.includes('/') && ENV.test(path) && ENDING.test(path))

/** The templates whose names contain the environment. */
export const templatesFor = (files: RepositoryFiles, environment: EnvironmentName): string[] =>
  templates(files).filter(path => environmentIn(path) === environment)

/** The name of the env file that a template is copied to. */
export const withoutEnding = (template: string): string =>
  `.${template.replace(ENDING, '').replace(/^\./, '')}`

const DASHED_ENDING = /-(example|template|sample|dist|tmpl)$/

/** The template of an env file whose ending is joined with a dash, such as `.env.prod-sample`. */
export const dashedTemplate = (files: RepositoryFiles, envFile: string): string | undefined =>
  files.paths.find(path => DASHED_ENDING.test(path) && path.replace(DASHED_ENDING, '') === envFile)

/** Whether setup creates the env file from a template. */
export const isReadBySetup = (template: string, envFile: string): boolean =>
  envTemplates(envFile).includes(template)

/**
 * The env file on the server: the one in the root that services read, else the `.env` next to the compose file that
 * they read, else that of the template of the environment, else `.env`, which compose reads without an option.
 * @param used the files that services name in `env_file`
 * @param folder of the first compose file
 */
export function envFileOf(
  files: RepositoryFiles,
  environment: EnvironmentName,
  used: readonly string[],
  folder: string,
): string {
  const root = used.filter(path => !path.includes('/') && posix.basename(path).startsWith('.env'))
  const own = root.find(path => environmentIn(path) === environment)
  const [template] = templatesFor(files, environment)
  const beside = used.find(path => path === posix.join(folder, '.env'))
  return own ?? root[0] ?? beside ?? (template === undefined ? '.env' : withoutEnding(template))
}

/** The profiles that the template of `.env` activates. */
export function composeProfiles(files: RepositoryFiles): string[] {
  return templates(files).flatMap(path => {
    const file = readEnvFile(path, files.text(path) ?? '', { kind: 'template', isShared: true })
    return assignmentOf(file, 'COMPOSE_PROFILES')?.value.split(',') ?? []
  })
}
