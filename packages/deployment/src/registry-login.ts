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
export function dockerConfig(registry: string, { username, password }: RegistryLogin): string {
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  maskSecret(auth)
  return JSON.stringify({ auths: { [registryHost(registry)]: { auth } } })
}
