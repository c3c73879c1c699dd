import type { Consumer } from '../consumer/consumer.ts'
import type { SandboxNames } from '../sandbox/sandbox.ts'
import type { HostileName } from './names.ts'

/**
 * The registry user is named like the namespace of the images, or the first part of the repository's name, and the bucket
 * like the repository. Real secrets look like this, and GitHub drops every job output that contains one.
 */
export function sandboxNames({ name, registry }: Pick<Consumer, 'name' | 'registry'>): SandboxNames {
  const bucket = name.toLowerCase().replace(/[^a-z0-9-]+/g, '-')
  return { registryUser: registry?.split('/')[1] ?? bucket.split('-')[0] ?? bucket, bucket }
}

/** Ordinary words as values of env file keys that look like secrets. */
export const wordValues = (
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
