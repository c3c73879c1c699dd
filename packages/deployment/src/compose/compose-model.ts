import { UserError } from '@tsh/action'
import { envValue } from '../env/env-file.ts'
import { type SlotPlacement, slotServices } from '../placement.ts'
import type { SlotPorts } from '../traffic/proxy/upstream-text.ts'

/** The parts of `docker compose config --format json` that a deployment uses. */
export interface ComposeModel {
  name: string
  services: Record<string, ComposeService>
  networks?: Record<string, unknown>
  volumes?: Record<string, unknown>
  configs?: Record<string, ComposeFile>
  secrets?: Record<string, ComposeFile>
}

/** A config or secret. */
interface ComposeFile {
  file?: string
  /** The inline content, when it is part of the compose file. */
  content?: string
}

export interface ComposeService {
  image?: string
  build?: unknown
  platform?: string
  container_name?: string
  entrypoint?: string[] | null
  command?: string[] | null
  network_mode?: string
  mac_address?: string
  networks?: Record<string, Record<string, unknown> | null>
  profiles?: string[]
  ports?: { published?: string; target?: number; protocol?: string; host_ip?: string }[]
  restart?: string
  scale?: number
  deploy?: { replicas?: number } | null
  healthcheck?: unknown
  environment?: Record<string, string | null>
  depends_on?: Record<string, { condition?: string }>
  volumes?: { type?: string; source?: string; target?: string; read_only?: boolean }[]
  configs?: { source?: string }[]
  secrets?: { source?: string }[]
}

export function parseComposeModel(json: string): ComposeModel {
  const model = JSON.parse(json) as Partial<ComposeModel>
  return { ...model, name: model.name ?? '', services: model.services ?? {} }
}

/**
 * The active profiles: all in a model of the requested ones, otherwise those of the env file, as compose reads them:
 * `COMPOSE_PROFILES=staging,mail`.
 */
export const activeProfiles = (env: string, { profiles }: { profiles?: object | undefined }): string[] =>
  profiles === undefined ? profilesIn(env) : ['*']

const profilesIn = (env: string): string[] =>
  (envValue(env, 'COMPOSE_PROFILES') ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')

/** The first TCP port that a service publishes. */
export interface PublishedPort {
  /** Its address on the server; loopback when it is published on all addresses. */
  address: string
  published: number
  /** Inside the container. */
  target: number
}

/** @throws UserError when the service publishes no port that can be used for health checks */
export function publishedPort(model: ComposeModel, service: string): PublishedPort {
  const found = model.services[service]
  if (!found) {
    const names = Object.keys(model.services).join(', ')
    throw new UserError(`the compose file has no service "${service}" (it has ${names}). Check "service"`)
  }
  const networkMode = found.network_mode ?? ''
  if (SHARED_NETWORKS.test(networkMode))
    throw new UserError(
      `service "${service}" uses network_mode "${networkMode}", so it publishes no port for health checks. Attach it to a network and publish a port`,
    )
  const ports = (found.ports ?? []).filter(({ protocol }) => (protocol ?? 'tcp') === 'tcp')
  const port = ports.find(({ published = '' }) => published !== '' && published !== '0')
  if (!port?.target)
    throw new UserError(
      `service "${service}" publishes ${ports.length > 0 ? 'a random port' : 'no port'}, so its health cannot be checked. Publish a fixed port, such as "127.0.0.1:8000:${ports[0]?.target ?? 8000}"`,
    )
  const { published = '', target } = port
  if (!/^\d+$/.test(published))
    throw new UserError(
      `service "${service}" publishes a port range (${published}), but the health check needs a single port. Publish one, such as "127.0.0.1:${Number.parseInt(published, 10)}:${target}"`,
    )
  return { address: reachableAddress(port.host_ip ?? ''), published: Number(published), target }
}

/** Network modes without their own network: shared with the host or another container, or none at all. */
const SHARED_NETWORKS = /^(host|none|service:.*|container:.*)$/

/** A port published on all addresses is reached on loopback. */
function reachableAddress(published: string): string {
  const address = published.replace(/^\[|\]$/g, '')
  if (address === '' || address === '0.0.0.0') return '127.0.0.1'
  return /^[0:]+$/.test(address) ? '::1' : address
}

/** The parts of a compose model that show who serves the site. */
export interface PublishingServices {
  services: Record<string, { ports?: readonly { published?: string }[] }>
}

const SITE_PORTS = ['80', '443']

/** The service that visitors reach without a proxy on the server, because it publishes port 80 or 443. */
export const siteService = ({ services }: PublishingServices): string | undefined =>
  Object.keys(services).find(name =>
    services[name]?.ports?.some(({ published = '' }) => SITE_PORTS.includes(published)),
  )

/** An address in the form used in a URL. */
export const urlHost = (address: string): string => (address.includes(':') ? `[${address}]` : address)

/** The published ports of the slots. */
export function slotPorts(
  model: ComposeModel,
  placement: Pick<SlotPlacement, 'services' | 'slots'>,
): SlotPorts {
  const { slots } = placement
  const ports = slots.map(slot =>
    slotServices(placement, slot).map(name => publishedPort(model, name).published),
  )
  return new Map(slots.map((slot, at) => [slot, ports[at] ?? []]))
}

/** The URL of a service on the server itself. */
export function serviceUrl(model: ComposeModel, service: string): string {
  const { address, published } = publishedPort(model, service)
  return `http://${urlHost(address)}:${published}`
}
