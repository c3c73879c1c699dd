import { type Application, envValue, parseComposeModel, requestedModel } from '@tsh/deployment'
import type { QueryResult, QueryResults } from '@tsh/server-query'

/** The results with the requested services only, in the compose model of the commit and that of the checkout. */
export function withRequestedServices(
  results: QueryResults,
  { profiles }: Pick<Application, 'profiles'>,
): QueryResults {
  const { model, before } = results
  const requested = (result: QueryResult): QueryResult => {
    // Warnings are printed before the document.
    const start = result.code === 0 ? result.text.search(/^\{$/m) : -1
    if (start === -1) return result
    const kept = requestedModel(parseComposeModel(result.text.slice(start)), profiles)
    return { ...result, text: result.text.slice(0, start) + JSON.stringify(kept, null, 2) }
  }
  if (profiles === undefined) return results
  return {
    ...results,
    ...(model ? { model: requested(model) } : {}),
    ...(before ? { before: requested(before) } : {}),
  }
}

/** The settings take precedence over the env file, also where it selects more. */
export function profileWarnings(
  { env }: QueryResults,
  { profiles, envFile }: Pick<Application, 'profiles' | 'envFile'>,
): string[] {
  const selected = envValue(env?.text ?? '', 'COMPOSE_PROFILES') ?? ''
  if (profiles === undefined || selected === '' || selected === profiles.names.join(',')) return []
  return [
    `COMPOSE_PROFILES in ${envFile} is not applied, because the setting "compose-profiles" is ${profiles.names.join(', ')}. Remove it from ${envFile}`,
  ]
}
