import type { QueryResults } from '@tsh/server-query'
import { describeUpdate, type EnvUpdate } from '../env-file/env-update.ts'
import type { DeployInputs } from '../inputs.ts'
import { envProblems, envWarnings } from '../preflight/env/env-problems.ts'
import { type maskSecrets, secretProblems, secretWarnings } from '../preflight/secrets.ts'
import { type Check, check } from './check.ts'

interface EnvFacts {
  /** Name of the server in messages. */
  server: string
  envUpdate: EnvUpdate | undefined
  /** Secrets that cannot be masked. */
  unmasked: ReturnType<typeof maskSecrets>
}

/** Whether the env file on the server is complete and safe to use. */
export function envFileCheck(
  results: QueryResults,
  inputs: DeployInputs,
  { server, envUpdate, unmasked }: EnvFacts,
): Check {
  const { envFile } = inputs.application
  return check('Env file', {
    found: envUpdate ? `${envFile}: ${describeUpdate(envUpdate)}` : envFile,
    problems: [...envProblems(results, server, envFile), ...secretProblems(results, inputs)],
    warnings: [...envWarnings(results, envFile), ...secretWarnings(unmasked, envFile)],
  })
}
