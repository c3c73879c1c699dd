import { type InputReader, maskSecret, readInputs } from '@tsh/action'
import {
  REGISTRY,
  type RegistryLogin,
  type RequestedProfiles,
  readRegistryLogin,
  readRequestedProfiles,
  registryIn,
  VERSION_FORM,
} from '@tsh/deployment'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

export interface BuildInputs {
  /** Compose files in the order in which they are merged. */
  composeFiles: readonly string[]
  /** Profiles whose services are built; undefined for all. */
  profiles: RequestedProfiles | undefined
  version: string
  /** Registry and namespace, such as `ghcr.io/tsh`; undefined when the images are transferred as an archive. */
  registry: string | undefined
  login: RegistryLogin | undefined
  /** Values of build arguments and of other variables that a build reads. */
  buildArgs: ReadonlyMap<string, string>
  /** Values of build secrets, by the name of the secret or of its variable. */
  buildSecrets: ReadonlyMap<string, string>
  /** Where the images are saved without a registry. */
  archive: string
  /** Whether the images are neither pushed nor saved. */
  buildOnly: boolean
}

export async function readBuildInputs(): Promise<BuildInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const registry = registryIn(input.text('registry', { ...REGISTRY, required: false }))
    const buildOnly = input.flag('build-only')
    return {
      composeFiles: readComposeFiles(input),
      profiles: readRequestedProfiles(input),
      version: input.text('version', VERSION_FORM),
      registry,
      login: readLogin(input, registry, buildOnly),
      buildArgs: readAssignments(input, 'build-args', input.lines('build-args')),
      buildSecrets: readBuildSecrets(input),
      archive: input.text('archive'),
      buildOnly,
    }
  })
}

type Input = InputReader<keyof typeof inputs>

/** Without pushing, no login is needed: a check of pull requests has the user name of the settings and no password. */
function readLogin(
  input: Input,
  registry: string | undefined,
  buildOnly: boolean,
): RegistryLogin | undefined {
  const login = readRegistryLogin(input, registry)
  const username = input.text('registry-username', { required: false })
  const password = input.secret('registry-password', { required: false })
  if (login === undefined && !buildOnly && (username !== '' || password !== ''))
    input.problem(
      'inputs "registry-username" and "registry-password" must be set together; one of them is empty',
    )
  return login
}

function readComposeFiles(input: Input): string[] {
  const files = input.lines('compose-file')
  if (files.length === 0) input.problem('input "compose-file" is required but empty')
  return files
}

/** Lines `NAME=value`. The problem quotes no line, which may contain a secret. */
function readAssignments(
  input: Input,
  name: keyof typeof inputs,
  lines: readonly string[],
): Map<string, string> {
  const found = new Map<string, string>()
  for (const [at, line] of lines.entries()) {
    const [, variable, value = ''] = ASSIGNMENT.exec(line) ?? []
    if (variable === undefined)
      input.problem(
        `input "${name}": entry ${at + 1} must be NAME=value. A value is a single line; encode others, for example as Base64`,
      )
    else if (found.has(variable))
      input.problem(`input "${name}" sets ${variable} twice. Remove one of the lines`)
    else found.set(variable, value)
  }
  return found
}

const ASSIGNMENT = /^([A-Za-z_][\w.-]*)=(.*)$/

function readBuildSecrets(input: Input): Map<string, string> {
  const lines = input.secret('build-secrets', { required: false }).split(/\r?\n/)
  const secrets = readAssignments(
    input,
    'build-secrets',
    lines.filter(line => line.trim() !== '' && !line.trimStart().startsWith('#')),
  )
  for (const [name, value] of secrets) if (value !== '') maskSecret(value, `build secret ${name}`)
  return secrets
}
