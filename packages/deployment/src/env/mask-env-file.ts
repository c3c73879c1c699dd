import { maskSecret, readableNameWith } from '@tsh/action'
import type { ComposeModel } from '../compose/compose-model.ts'
import { envSecrets } from './env-secrets.ts'
import { isOrdinaryName } from './plain-value.ts'
import { type SecretValue, secretValues } from './secret-values.ts'

/** A secret that is part of a name that must stay readable. */
export interface Collision {
  key: string
  name: string
  /** False for an ordinary word: anyone who can read the name knows it already. */
  isMasked: boolean
}

/**
 * Masks all secrets of an env file. Must run before the first command that may print any of them.
 * @param file name of the env file, for messages
 * @returns secrets whose masking hides, or would hide, parts of public names
 */
export function maskEnvFile(text: string, file: string): Collision[] {
  return envSecrets(text).flatMap(({ key, value, isNamed }) => {
    const name = readableNameWith(value)
    const isMasked = mustBeMasked({ value, isNamed })
    if (isMasked) maskSecret(value, key === '' ? `a line of ${file}` : `${key} in ${file}`)
    return name === undefined || !isNamed ? [] : [{ key, name, isMasked }]
  })
}

/** A value that only looks like a secret is not masked when it is part of a name. */
const mustBeMasked = ({ value, isNamed }: Pick<SecretValue, 'value' | 'isNamed'>): boolean =>
  readableNameWith(value) === undefined || (isNamed && !isOrdinaryName(value))

/** Masks the other environment values of the services, from their own env files and the compose file. */
export function maskEnvironments({ services }: ComposeModel): void {
  const values = Object.values(services).flatMap(({ environment }) =>
    Object.entries(environment ?? {}).map(([key, value]): [string, string] => [key, unescapedDollars(value)]),
  )
  for (const { key, value, isNamed } of secretValues(values))
    if (mustBeMasked({ value, isNamed })) maskSecret(value, `${key} of the compose file`)
}

/** `docker compose config` escapes `$` as `$$`. */
const unescapedDollars = (value: string | null): string => (value ?? '').replaceAll('$$', '$')
