import type { RepositoryFiles, Service } from '@tsh/standard/reading'
import { type ProxiedHost, proxiedHosts } from './proxied-hosts.ts'
import { labelsOf, traefikRules } from './proxies.ts'

/** Names of services that usually receive the traffic, the most likely first. */
const NAMES = ['app', 'web', 'backend', 'api', 'server', 'django', 'rails', 'site', 'www', 'frontend']
const BACKGROUND =
  /(^|[^a-z])(worker|beat|flower|sidekiq|queue|cron|scheduler|consumer|jobs?|adminer|pgadmin|mailhog|mailpit|prometheus|grafana|minio|watchtower|certbot|docs|backup)([^a-z]|\d|$)/i

/** The service that most likely receives the traffic. */
export function bestService(files: RepositoryFiles, services: readonly Service[]): Service | undefined {
  const hosts = proxiedHosts(files)
  const scored = services
    .filter(service => isLikely(service))
    .map(service => ({ service, score: scoreOf(service, services, hosts) }))
  return scored.sort((one, other) => other.score - one.score)[0]?.service
}

/** The services that requests reach at a port and that a deployment replaces. */
export const publicServices = (services: readonly Service[]): Service[] =>
  services.filter(
    service =>
      isLikely(service) && service.build && service.ports.some(({ published }) => published !== undefined),
  )

const isLikely = (service: Service): boolean =>
  !BACKGROUND.test(service.name) && !BACKGROUND.test(service.image?.value.split('/').at(-1) ?? '')

/** Whether requests reach it counts most, then what it is, then its name. */
function scoreOf(service: Service, all: readonly Service[], hosts: readonly ProxiedHost[]): number {
  const isReached =
    service.ports.length > 0 ||
    traefikRules(labelsOf(service, () => '')).length > 0 ||
    isProxied(service, hosts)
  const stores = service.dependsOn.filter(({ service: name }) => !all.some(one => one.name === name)).length
  return (isReached ? 40 : 0) + (service.build ? 20 : 0) + (stores > 0 ? 12 : 0) + nameScore(service.name)
}

function nameScore(name: string): number {
  const words = name.toLowerCase().split(/[^a-z]+/)
  const at = NAMES.findIndex(one => words.includes(one))
  return at === -1 ? 0 : NAMES.length - at
}

const isProxied = ({ name, containerName, ports }: Service, hosts: readonly ProxiedHost[]): boolean =>
  hosts.some(
    ({ host, port }) =>
      host === name ||
      host === containerName?.value ||
      (/^(127\.0\.0\.1|localhost)$/.test(host) && ports.some(one => one.published === port)),
  )
