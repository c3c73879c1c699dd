import type { Consumer } from '../consumer.ts'
import type { SandboxNames } from '../sandbox/sandbox.ts'
import type { HostileName } from './names.ts'

/** The registry's user is called as the namespace of the images, the bucket as the repository. */
export function sandboxNames({ name, registry }: Consumer, hostile: readonly HostileName[]): SandboxNames {
  const namespace = registry?.split('/')[1] ?? name
  return {
    ...(hostile.includes('registry-user') ? { registryUser: namespace } : {}),
    ...(hostile.includes('bucket') ? { bucket: name } : {}),
  }
}

/** Values of the env file that are ordinary words, although their names read like those of secrets. */
export const envWords = (
  { name, environment }: Consumer,
  hostile: readonly HostileName[],
): Record<string, string> =>
  hostile.includes('env-words')
    ? {
        ...{ PASSENGER_APP_ENV: environment, TOKEN_ENVIRONMENT: environment },
        ...{ SECRETS_BACKEND: 'database', MAIL_PASSWORD: name },
      }
    : {}

export const branchName = (usual: string, hostile: readonly HostileName[]): string =>
  hostile.includes('master') && usual === 'main' ? 'master' : usual
