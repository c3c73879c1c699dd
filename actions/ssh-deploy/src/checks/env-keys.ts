import { envEntries } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { type Check, check, skipped } from './check.ts'

/** Keys in the example of the new commit that are missing in the server's env file. */
export function missingEnvKeys({ env, example }: QueryResults): string[] {
  const has = new Set(envEntries(env?.code === 0 ? env.text : '').map(([key]) => key))
  const keys = envEntries(example?.code === 0 ? example.text : '').map(([key]) => key)
  return [...new Set(keys)].filter(key => !has.has(key))
}

/** Whether the env file has the keys of its example. A missing one that the compose file needs is a problem of that file. */
export function envKeysCheck(results: QueryResults, envFile: string): Check {
  if (results.env?.code !== 0) return skipped('Env keys', `${envFile} is missing`)
  if (results.example?.code !== 0) return skipped('Env keys', `the commit has no ${envFile}.example`)
  const missing = missingEnvKeys(results)
  return check('Env keys', {
    found: 'those of the example',
    warnings:
      missing.length === 0
        ? []
        : [`${envFile} has no ${missing.join(', ')}, which its example has. Add them on the server`],
  })
}
