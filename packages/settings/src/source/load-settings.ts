import { UserError } from '@tsh/action'
import { parseSettings } from '../file/parse.ts'
import { inputValues } from '../input-values.ts'
import { problemLine } from '../problem.ts'
import { applicationName, resolveValues } from '../resolve.ts'
import { cached } from './cache.ts'
import { fileInCheckout } from './checkout.ts'
import type { CommittedFile, SettingsRequest } from './request.ts'

/** Finds, reads and resolves the settings of an environment. @throws UserError with every problem */
export async function loadSettings(request: SettingsRequest): Promise<Record<string, string>> {
  const { path, environment, repository, sha, isDefault } = request
  const { text } = await committedFile(request)
  if (text === undefined) {
    if (isDefault) return {}
    throw new UserError(
      `input "settings" is "${path}", but commit ${sha} of ${repository} does not contain it. Fix the path, or commit the file`,
    )
  }
  const parsed = parseSettings(text)
  if ('problems' in parsed) throw new UserError(parsed.problems.map(problem => problemLine(path, problem)))
  const { settings } = parsed
  if (!Object.hasOwn(settings.environments, environment))
    throw new UserError(
      `${path} does not define the environment "${environment}". It defines ${Object.keys(settings.environments).join(', ')}`,
    )
  const application = applicationName(settings, repository)
  const values = inputValues(resolveValues(settings, { environment, application }))
  // Not an input, but used in defaults.
  return settings.application === undefined ? values : { ...values, application }
}

/** From the checkout if it has the commit, otherwise from GitHub, cached per job. */
export async function committedFile(request: SettingsRequest): Promise<CommittedFile> {
  const found = await fileInCheckout(process.env.GITHUB_WORKSPACE, request)
  if (found !== undefined) return found
  // Without a token GitHub cannot be queried, and an action without a settings file uses its inputs.
  if (request.isDefault && request.token === '') return {}
  return await cached(request, async () => {
    // Loaded lazily: GitHub's client takes longer to load than everything else.
    const { fileOnGithub } = await import('./contents-api.ts')
    return await fileOnGithub(request)
  })
}
