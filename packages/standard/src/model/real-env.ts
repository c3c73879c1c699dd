import { readEnvFile } from '../env/env-template.ts'
import type { Repository } from './repository.ts'

/**
 * The repository with the real env file of an environment from the server, to which the rules about env files are applied
 * as well. It is not stored anywhere else.
 */
export function withRealEnv(repository: Repository, environment: string, text: string): Repository {
  return {
    ...repository,
    environments: repository.environments.map(one => {
      if (one.name !== environment) return one
      return { ...one, realEnv: readEnvFile(one.envFile, text, { kind: 'real', isShared: false }) }
    }),
  }
}
