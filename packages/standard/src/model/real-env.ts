import { readEnvFile } from '../env/env-template.ts'
import type { Repository } from './repository.ts'

/**
 * The repository with the real env file of an environment, as it is on the server: the rules about env files are applied to
 * it as well. It is not kept anywhere else.
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
