import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { maskSecret } from '@tsh/action'
import { escaped } from './build-args.ts'
import type { BuildModel, SecretSource } from './build-model.ts'
import { type Given, interpolate } from './interpolation.ts'

/** The secrets of the builds. Values are only in the environment of the build, not in its arguments or in files. */
export interface BuildSecrets {
  /** The top-level `secrets` of the bake file, by the id that a Dockerfile mounts. */
  definitions: Readonly<Record<string, SecretSource>>
  /** The environment of the build. */
  variables: Readonly<Record<string, string>>
  problems: readonly string[]
}

export interface SecretValues {
  /** The lines of the input `build-secrets`. */
  supplied: ReadonlyMap<string, string>
  /** Variables of the step, and of a file `.env`. */
  given: Given
  /** The folder that paths are relative to. */
  folder: string
}

/** A secret that a service mounts. */
interface Mounted {
  service: string
  id: string
  name: string
}

/**
 * Finds the value of every secret that a build mounts: in the input `build-secrets`, else where the top-level `secrets`
 * define it. A supplied value is found by the name of the secret, or of its variable.
 * @param path the compose files, for messages
 */
export function buildSecrets(model: BuildModel, values: SecretValues, path: string): BuildSecrets {
  const definitions: Record<string, SecretSource> = {}
  const variables: Record<string, string> = {}
  const problems = new Set<string>()
  const names = new Map<string, Mounted>()
  for (const mounted of mountedSecrets(model)) {
    const { service, id, name } = mounted
    const other = names.get(id)
    if (other !== undefined && other.name !== name)
      problems.add(
        `services ${other.service} and ${service} mount different build secrets as ${id} (${other.name} and ${name}). Give one of the secrets a different target in ${path}`,
      )
    if (other !== undefined) continue
    names.set(id, mounted)
    const found = sourceOf(mounted, model.secrets, values, path)
    if ('problem' in found) problems.add(found.problem)
    else if ('file' in found) definitions[id] = { file: escaped(found.file) }
    else {
      const variable = `BUILD_SECRET_${names.size}`
      definitions[id] = { environment: variable }
      variables[variable] = found.value
    }
  }
  return { definitions, variables, problems: [...problems] }
}

/** The secrets of a `build` as bake reads them: by the id that is mounted, which is their `target` if they have one. */
export const secretIds = (build: unknown): { source: string }[] =>
  secretsOf(build).map(({ source, target }) => ({ source: target || source }))

const mountedSecrets = ({ services }: BuildModel): Mounted[] =>
  Object.entries(services).flatMap(([service, { build }]) =>
    secretsOf(build).map(({ source, target }) => ({ service, id: target || source, name: source })),
  )

function secretsOf(build: unknown): { source: string; target?: string }[] {
  const { secrets = [] } = (build ?? {}) as { secrets?: (string | { source: string; target?: string })[] }
  return secrets.map(secret => (typeof secret === 'string' ? { source: secret } : secret))
}

type Found = { value: string } | { file: string } | { problem: string }

function sourceOf(
  { service, name }: Mounted,
  sources: BuildModel['secrets'],
  { supplied, given, folder }: SecretValues,
  path: string,
): Found {
  const secret = `build secret ${name} of service ${service}`
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined
  if (!source) return { problem: `${secret} is not defined. Add it to the top-level "secrets" of ${path}` }
  const { environment, file } = source
  const value = supplied.get(environment ?? name) ?? supplied.get(name)
  if (value !== undefined) return { value }
  if (environment !== undefined) return fromVariable(secret, environment, given)
  if (file === undefined)
    return { problem: `${secret} has neither "environment" nor "file". ${addLine(name)}` }
  const location = resolve(folder, interpolate(file, given).value)
  if (existsSync(location)) return { file: location }
  return { problem: `${secret} is read from ${file}, which is not in the workspace. ${addLine(name)}` }
}

function fromVariable(secret: string, variable: string, given: Given): Found {
  const value = given(variable)
  if (value === undefined)
    return { problem: `${secret} reads ${variable}, which is not set. ${addLine(variable)}` }
  maskSecret(value, `the variable ${variable}`)
  return { value }
}

const addLine = (name: string): string =>
  `Add the line "${name}=…" to the secret BUILD_SECRETS (input "build-secrets")`
