import { maskSecret } from '@tsh/action'
import type { RegistryLogin } from './registry-login.ts'

/** The HTTP API of a registry (OCI distribution specification). */
export interface RegistryApi {
  host: string
  url: string
  /** The path of an image in the API, from its full name. */
  path(name: string): string
}

const TIMEOUT_MS = 15_000

/** @param registry registry and namespace, such as ghcr.io/tsh; a namespace alone is one of Docker Hub */
export function registryApi(registry: string): RegistryApi {
  const [first = ''] = registry.split('/')
  const isHost = /\.|:\d+$|^localhost$/.test(first) && !/^(index\.)?docker\.io$/.test(first)
  if (!isHost)
    return {
      ...{ host: 'docker.io', url: 'https://registry-1.docker.io' },
      path: name => name.replace(/^(index\.)?docker\.io\//, ''),
    }
  // Docker uses no TLS on loopback either.
  const scheme = isLoopback(first.replace(/:\d+$/, '')) ? 'http' : 'https'
  return { host: first, url: `${scheme}://${first}`, path: name => name.slice(first.length + 1) }
}

const isLoopback = (host: string): boolean => host === 'localhost' || /^127\./.test(host)

/** Redirects are not followed: credentials are only for the registry itself. */
export const send = (
  url: URL,
  options: { method: string; headers?: Record<string, string> },
): Promise<Response> =>
  fetch(url, { ...options, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })

/** Why a registry does not accept a request. */
export interface Refusal {
  /** HTTP status; 0 without a response. */
  status: number
  text: string
}

/** Headers for a second request, or why there are none. */
type Authorization = { headers: Record<string, string> } | { refusal: Refusal }

/** Answers the challenge of a registry: with the login, or with a token that it exchanges for the login. */
export async function authorization(
  { headers, status }: Response,
  { host }: RegistryApi,
  path: string | undefined,
  login: RegistryLogin | undefined,
): Promise<Authorization> {
  const challenge = headers.get('www-authenticate') ?? ''
  const basic: Record<string, string> = login ? { authorization: basicAuth(login) } : {}
  if (!/^bearer /i.test(challenge))
    return login ? { headers: basic } : { refusal: { status, text: `the registry ${host} requires a login` } }
  const realm = parameter(challenge, 'realm')
  const token = realm ? tokenUrl(realm, challenge, path) : undefined
  if (!token)
    return { refusal: { status, text: `the registry ${host} names no token service that can be trusted` } }
  const answer = await send(token, { method: 'GET', headers: basic })
  const issued = answer.ok ? tokenIn(await answer.json()) : undefined
  if (issued === undefined)
    return {
      refusal: {
        status: answer.status,
        text: `the registry ${host} rejects the login (HTTP ${answer.status}). Check DOCKER_USERNAME and DOCKER_TOKEN`,
      },
    }
  maskSecret(issued, 'the token of the registry')
  return { headers: { authorization: `Bearer ${issued}` } }
}

function basicAuth({ username, password }: RegistryLogin): string {
  const encoded = Buffer.from(`${username}:${password}`).toString('base64')
  maskSecret(encoded, 'input "registry-password"')
  return `Basic ${encoded}`
}

const parameter = (challenge: string, name: string): string | undefined =>
  new RegExp(`[ ,]${name}="([^"]*)"`, 'i').exec(challenge)?.[1]

/** The password is only sent over TLS. */
function tokenUrl(realm: string, challenge: string, path: string | undefined): URL | undefined {
  if (!URL.canParse(realm)) return undefined
  const url = new URL(realm)
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) return undefined
  const service = parameter(challenge, 'service')
  if (service !== undefined) url.searchParams.set('service', service)
  if (path !== undefined) url.searchParams.set('scope', `repository:${path}:pull,push`)
  return url
}

function tokenIn(body: unknown): string | undefined {
  const { token, access_token: other } = body as { token?: unknown; access_token?: unknown }
  const found = token ?? other
  return typeof found === 'string' ? found : undefined
}
