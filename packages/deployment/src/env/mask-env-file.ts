import { maskSecret, readableNameWith } from '@tsh/action'
import type { ComposeModel } from '../compose/compose-model.ts'
import { envSecrets } from './env-secrets.ts'
import { isOrdinaryName } from './plain-value.ts'
import { type SecretValue, secretValues } from './secret-values.ts'

/** A secret that is part of a name which must stay readable. */
export interface Collision {
  key: string
  name: string
  /** An ordinary word is not masked then: everybody knows it who can read the name. */
  isMasked: boolean
}

/**
 * Masks everything in an env file that must not be seen. It comes before the first command that may print some of it.
 * @param file name of the env file, for messages
 * @returns what could not be masked without changing names that everybody reads, or has changed them
 */
export function maskEnvFile(text: string, file: string): Collision[] {
  return envSecrets(text).flatMap(({ key, value, isNamed }) => {
    const name = readableNameWith(value)
    const isMasked = mustBeMasked({ value, isNamed })
    if (isMasked) maskSecret(value, key === '' ? `a line of ${file}` : `${key} in ${file}`)
    return name === undefined || !isNamed ? [] : [{ key, name, isMasked }]
  })
}

/** What only looks like a secret is none where it is part of a name. */
const mustBeMasked = ({ value, isNamed }: Pick<SecretValue, 'value' | 'isNamed'>): boolean =>
  readableNameWith(value) === undefined || (isNamed && !isOrdinaryName(value))

/** Masks what the services get in their environment besides, from their own files and from the compose file. */
export function maskEnvironments({ services }: ComposeModel): void {
  const values = Object.values(services).flatMap(({ environment }) =>
    Object.entries(environment ?? {}).map(([key, value]): [string, string] => [key, unescapedDollars(value)]),
  )
  for (const { key, value, isNamed } of secretValues(values))
    if (mustBeMasked({ value, isNamed })) maskSecret(value, `${key} of the compose file`)
}

/** `docker compose config` prints a `$` so that it could read it again. */
const unescapedDollars = (value: string | null): string => (value ?? '').replaceAll('$$', '$')
