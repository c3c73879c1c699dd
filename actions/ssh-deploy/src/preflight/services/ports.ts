import { type ComposeModel, canonicalAddress, FREE_PORT, listeningSockets } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { type RunningContainer, runningContainers } from '@tsh/server-query'

interface Wanted {
  service: string
  port: number
  address: string
}

interface Publisher {
  container: string
  project: string
  service: string
  port: number
  address: string
}

/** Ports that the services are about to publish but that are already in use. */
export function portProblems(
  results: QueryResults,
  server: string,
  model: ComposeModel,
  { services, handoverPort }: { services: readonly string[]; handoverPort: number | undefined },
): string[] {
  const publishers = runningContainers(results).flatMap(publishersOf)
  const listening = listeningSockets(results.sockets?.text ?? '')
  const [first = ''] = services
  const [own] = wantedPorts(model, [first])
  // The second container is published on the address of the app service, or on the loopback.
  const address = own === undefined || isAny(own.address) ? '127.0.0.1' : own.address
  const handover = handoverPort === undefined ? [] : [{ service: first, port: handoverPort, address }]
  return [...wantedPorts(model, services), ...handover].flatMap(wanted => {
    const { service, port } = wanted
    const here = publishers.filter(other => conflict(wanted, other))
    const isOurs = (other: Publisher): boolean => other.project === model.name && other.service === service
    const other = here.find(candidate => !isOurs(candidate))
    if (other)
      return [
        `port ${port} of service "${service}" is already used on ${server} by container ${other.container}`,
      ]
    if (here.length > 0 || !listening.some(socket => conflict(wanted, socket))) return []
    return [
      `port ${port} of service "${service}" is already used on ${server}, but not by a container. ${FREE_PORT}`,
    ]
  })
}

function wantedPorts(model: ComposeModel, services: readonly string[]): Wanted[] {
  return services.flatMap(service =>
    (model.services[service]?.ports ?? [])
      .filter(({ published, protocol }) => /^\d+$/.test(published ?? '') && (protocol ?? 'tcp') === 'tcp')
      .map(({ published, host_ip: address = '' }) => ({
        ...{ service, port: Number(published) },
        address: canonicalAddress(address),
      })),
  )
}

function publishersOf({ name, project, service, ports }: RunningContainer): Publisher[] {
  return [...ports.matchAll(/(\S*):(\d+)->\S+\/tcp/g)].map(([, address = '', port]) => ({
    ...{ container: name, project, service, address: canonicalAddress(address) },
    port: Number(port),
  }))
}

const isAny = (address: string): boolean => ['', '0.0.0.0', '::'].includes(address)

const conflict = (
  one: { port: number; address: string },
  other: { port: number; address: string },
): boolean =>
  one.port === other.port && (one.address === other.address || isAny(one.address) || isAny(other.address))
