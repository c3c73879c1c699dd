import { maskSecret } from '@tsh/action'

export interface RegistryLogin {
  username: string
  password: string
  /** Whether it is the token of the job; a login that Docker already has takes precedence. */
  isJobToken?: boolean
}

/** The registry of an image or namespace: its first part if it looks like a host, otherwise Docker Hub. */
export function registryHost(name: string): string {
  const [first = ''] = name.split(/[/@]/)
  const isHost = /\.|:\d+$|^localhost$/.test(first) && first !== 'docker.io'
  return isHost ? first : 'https://index.docker.io/v1/'
}

/**
 * A Docker configuration with one login, in the format of `docker login`, which is not used because it takes the user
 * name on its command line.
 */
export const dockerConfig = (registry: string, login: RegistryLogin): string =>
  withDockerLogin('', registry, login)

/** Adds a login to a Docker configuration and disables credential helpers for the registry. Invalid JSON counts as empty. */
export function withDockerLogin(
  config: string,
  registry: string,
  { username, password }: RegistryLogin,
): string {
  const known = parsed(config)
  const host = registryHost(registry)
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  maskSecret(auth, 'input "registry-password"')
  const hasHelpers = known.credsStore !== undefined || known.credHelpers !== undefined
  return JSON.stringify({
    ...known,
    auths: { ...known.auths, [host]: { auth } },
    // An empty helper name makes Docker use the file itself (docker/cli, cli/config/configfile/file.go).
    ...(hasHelpers ? { credHelpers: { ...known.credHelpers, [host]: '' } } : {}),
  })
}

/** Whether a Docker configuration already has a login for a registry, or a program that may. */
export function hasDockerLogin(config: string, registry: string): boolean {
  const { auths = {}, credHelpers = {} } = parsed(config)
  const host = registryHost(registry)
  return Object.hasOwn(auths, host) || Object.hasOwn(credHelpers, host)
}

interface DockerConfig {
  auths?: Record<string, unknown>
  credsStore?: string
  credHelpers?: Record<string, string>
}

function parsed(config: string): DockerConfig {
  try {
    const value: unknown = JSON.parse(config)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
