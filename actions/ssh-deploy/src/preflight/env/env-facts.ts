import { type EnvFacts, envEntries, envValue } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { missingEnvKeys } from '../../checks/env-keys.ts'

/** What the checklist shows of the env file: keys, and no value other than that of `ENVIRONMENT`. */
export function envFacts(results: QueryResults, file: string): EnvFacts | undefined {
  const { env, mode } = results
  if (env?.code !== 0) return undefined
  const keys = new Set(envEntries(env.text).map(([key]) => key))
  const environment = envValue(env.text, 'ENVIRONMENT') || undefined
  return {
    file,
    mode: mode?.code === 0 ? mode.text : '',
    keys: keys.size,
    missing: missingEnvKeys(results),
    ...(environment === undefined ? {} : { environment }),
  }
}
