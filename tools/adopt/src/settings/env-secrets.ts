import { isUnfilled } from '@tsh/deployment/placeholder'
import { isOwnKey, isSecretKey } from '@tsh/deployment/secret-key'
import { connectionUrl, type EnvFile } from '@tsh/standard/reading'

/** The keys of an env template whose values only the secret `APP_ENV` can have. */
export function envSecrets(template: EnvFile | undefined): string[] {
  const assigned = template?.assignments
    .filter(({ key, value }) => isSecret(key, value))
    .map(({ key }) => key)
  const bare = template?.bare.filter(({ key }) => isSecretKey(key)).map(({ key }) => key)
  return [...new Set([...(assigned ?? []), ...(bare ?? [])])].filter(key => /^[A-Za-z_]\w*$/.test(key))
}

/** A secret by its name, a placeholder, or a URL with a password. */
const isSecret = (key: string, value: string): boolean =>
  !isOwnKey(key) && (isSecretKey(key) || isUnfilled(value) || connectionUrl(value)?.password !== undefined)
