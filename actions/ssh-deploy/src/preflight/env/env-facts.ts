import { type EnvFacts, envEntries, envValue } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'

/** What the checklist shows of the env file: keys, and no value other than that of `ENVIRONMENT`. */
export function envFacts({ env, mode, example }: QueryResults, file: string): EnvFacts | undefined {
  if (env?.code !== 0) return undefined
  const keys = new Set(envEntries(env.text).map(([key]) => key))
  const environment = envValue(env.text, 'ENVIRONMENT') || undefined
  const expected = example?.code === 0 ? envEntries(example.text).map(([key]) => key) : []
  return {
    file,
    mode: mode?.code === 0 ? mode.text : '',
    keys: keys.size,
    missing: [...new Set(expected)].filter(key => !keys.has(key)),
    ...(environment === undefined ? {} : { environment }),
  }
}
