import { createHash } from 'node:crypto'
import { envEntries } from '@tsh/deployment'
import type { ComposeModel } from './compose-model.ts'

/** Values that must not leak: everything that looks like a password or key. */
export const secretValues = (text: string): string[] =>
  envEntries(text)
    .filter(([key]) => /PASSWORD|SECRET|TOKEN|DATABASE_URL/.test(key))
    .map(([, value]) => value)
    .filter(value => value.length >= 8)

const ASSIGNMENT = /^(\s*(?:export\s+)?\w+\s*=)(.*)$/gm
const PLACEHOLDER =
  /<[\w -]+>|\b(?:your[-_]\w[\w-]*|change[-_]?(?:me|this|it)(?![a-z])[\w-]*|replace[-_](?:me|this|with)(?![a-z])[\w-]*)/gi

/**
 * The text of an env file with a value for each placeholder, such as `<password>` or `your_password`. That of a password, and
 * one that is part of a longer value, such as a URL, has the same value wherever it occurs; otherwise that of each key is
 * different, because a token is not the name of a user. A value starts with a letter and has no special characters, so
 * that it can also be a name.
 */
export function withStandInValues(text: string): string {
  const values = [...text.matchAll(ASSIGNMENT)].map(([, , value = '']) => value.replace(/^["']|["']$/g, ''))
  const parts = values.filter(value => value.replace(PLACEHOLDER, '') !== '')
  const shared = new Set(parts.flatMap(value => value.match(PLACEHOLDER) ?? []))
  const standIn = (placeholder: string, key: string): string =>
    standInValue(shared.has(placeholder) || PASSWORD_KEY.test(key) ? placeholder : `${key}${placeholder}`)
  return text.replace(
    ASSIGNMENT,
    (_, key: string, value: string) => key + value.replace(PLACEHOLDER, one => standIn(one, key)),
  )
}

/** `DB_PASSWORD` and `POSTGRES_PASSWORD` are often the same. */
const PASSWORD_KEY = /PASS|PWD/i

const standInValue = (seed: string): string =>
  `rehearsal${createHash('sha256').update(seed).digest('hex').slice(0, 12)}`

/** The secrets that the compose file itself shows in the process list, as arguments of commands and health checks. */
export function secretsInCommands({ services }: ComposeModel, secrets: readonly string[]): string[] {
  const commands = Object.values(services).map(one => [one.command, one.entrypoint, one.healthcheck])
  const text = JSON.stringify(commands)
  return secrets.filter(secret => text.includes(secret))
}

/**
 * The secret APP_ENV of a team: the lines of the env file for these keys, and a value for every other one, without the
 * comments. GitHub hides every line of a secret wherever it occurs.
 */
export function appEnvOf(envText: string, keys: readonly string[]): string {
  const keyOf = (line: string): string => /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? ''
  const lines = envText.split('\n').filter(line => keys.includes(keyOf(line)))
  const lacking = keys.filter(key => !lines.some(line => keyOf(line) === key))
  return [...lines, ...lacking.map(key => `${key}=${standInValue(key)}`)].join('\n')
}

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
