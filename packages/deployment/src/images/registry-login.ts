import { maskSecret } from '@tsh/action'

export interface RegistryLogin {
  username: string
  password: string
}

/** The registry of an image or namespace: its first part, when that looks like a host, else Docker Hub. */
export function registryHost(name: string): string {
  const [first = ''] = name.split(/[/@]/)
  const isHost = /\.|:\d+$|^localhost$/.test(first) && first !== 'docker.io'
  return isHost ? first : 'https://index.docker.io/v1/'
}

/**
 * A Docker configuration that holds one login, as `docker login` would write it. It is written by ourselves because
 * `docker login` takes the user name on its command line.
 */
export const dockerConfig = (registry: string, login: RegistryLogin): string =>
  withDockerLogin('', registry, login)

/** A Docker configuration with one login more; the registry gets no credential helper. What is no JSON counts as empty. */
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
    // Docker takes an empty name for the file itself (docker/cli, cli/config/configfile/file.go).
    ...(hasHelpers ? { credHelpers: { ...known.credHelpers, [host]: '' } } : {}),
  })
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
