import { createHash } from 'node:crypto'
import { envEntries } from '@tsh/deployment'
import type { ComposeModel } from './compose-model.ts'

/** Values that must not leak: everything that looks like a password or key. */
export const secretValues = (text: string): string[] =>
  envEntries(text)
    .filter(([key]) => /PASSWORD|SECRET|TOKEN|DATABASE_URL/.test(key))
    .map(([, value]) => value)
    .filter(value => value.length >= 8)

/**
 * The text of an env file with a value for each placeholder, such as `<password>`: the same one wherever it occurs, because
 * a URL may repeat a password. It starts with a letter and has no special characters, so that it can also be a name.
 */
export const withStandInValues = (text: string): string =>
  text.replace(
    /^(\s*(?:export\s+)?\w+\s*=)(.*)$/gm,
    (_, key: string, value: string) => key + value.replace(/<[\w -]+>/g, standInValue),
  )

const standInValue = (placeholder: string): string =>
  `rehearsal${createHash('sha256').update(placeholder).digest('hex').slice(0, 12)}`

/**
 * The secret APP_ENV of a team: the lines of the env file for these keys, without the comments. GitHub hides every line of a
 * secret wherever it occurs.
 */
export const appEnvOf = (envText: string, keys: readonly string[]): string =>
  envText
    .split('\n')
    .filter(line => keys.includes(/^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? ''))
    .join('\n')

/** A value for each secret that a build mounts. @param seed makes the values of a repository reproducible */
export function buildSecretsOf(
  { services, secrets = {} }: ComposeModel,
  seed: string,
): Record<string, string> {
  const mounted = Object.values(services).flatMap(({ build }) => build?.secrets ?? [])
  const names = mounted.map(({ source }) => secrets[source]?.environment ?? source)
  const secretOf = (name: string): string => createHash('sha256').update(`${seed} ${name}`).digest('hex')
  return Object.fromEntries(names.map(name => [name, secretOf(name)]))
}
