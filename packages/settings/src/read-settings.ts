import { posix } from 'node:path'
import { explicitInput, maskSecret, UserError, workflowRun } from '@tsh/action'
import type { SettingsRequest } from './source/request.ts'

/** Default of the input `settings`. */
export const DEFAULT_SETTINGS_PATH = '.github/deploy.yml'

/**
 * The settings selected by the inputs `settings`, `environment` and `github-token`, as the values of the corresponding
 * inputs: only what the file sets, at the commit of the run. Empty without an environment, and when there is no file at
 * the default path.
 * @throws UserError with every problem in the file
 */
export async function settingInputs(): Promise<Record<string, string>> {
  const request = readRequest()
  if (request === undefined) return {}
  // Loaded lazily: the parser and the schema library take longer to load than everything else.
  const { loadSettings } = await import('./source/load-settings.ts')
  return await loadSettings(request)
}

/** The settings file itself, for rules about all of it; undefined when there is none, or the action uses its inputs alone. */
export async function settingsFile(): Promise<{ path: string; text: string } | undefined> {
  const request = readRequest()
  if (request === undefined) return undefined
  const { committedFile } = await import('./source/load-settings.ts')
  const { text } = await committedFile(request)
  return text === undefined ? undefined : { path: request.path, text }
}

/** What to read; undefined when the action uses its inputs alone. */
function readRequest(): SettingsRequest | undefined {
  const path = explicitInput('settings').trim() || DEFAULT_SETTINGS_PATH
  const environment = explicitInput('environment').trim()
  const token = explicitInput('github-token')
  if (token !== '') maskSecret(token, 'input "github-token"')
  const isDefault = path === DEFAULT_SETTINGS_PATH
  if (environment === '') {
    if (isDefault) return undefined
    throw new UserError(
      `input "environment" is required because "settings" is "${path}". Set it to one of the environments in that file`,
    )
  }
  if (!isInside(path))
    throw new UserError(
      `input "settings" must be the path of a file in the repository, got "${path}". Write it relative to the root of the repository, such as ${DEFAULT_SETTINGS_PATH}`,
    )
  // With neither a checkout nor a token there is no source to read from: the action uses its inputs.
  if (isDefault && token === '' && !process.env.GITHUB_WORKSPACE) return undefined
  const { repository, sha } = workflowRun()
  if (!/^[0-9a-f]{40}$/.test(sha)) throw new UserError(`GITHUB_SHA must be a full commit SHA, got "${sha}"`)
  return { path: posix.normalize(path), isDefault, environment, repository, sha, token: token.trim() }
}

/** Relative, of plain characters, and without parts that escape the repository. */
function isInside(path: string): boolean {
  const parts = path.split('/')
  const isFile = !['', '.'].includes(parts.at(-1) ?? '')
  return /^[A-Za-z0-9._][A-Za-z0-9._ /-]*$/.test(path) && !parts.includes('..') && isFile
}
