import { isEveryAddress } from '../../compose/ports.ts'
import type { Evidence } from '../../finding.ts'
import { type BuiltImage, builtImages, servicesIn } from '../../model/repository.ts'
import { isDataStore } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'
import { knownPorts } from './known-ports.ts'

export const openDatabase: Rule = {
  id: 'PORT-4',
  severity: 'W',
  title: 'Databases are published on the loopback interface only, because Docker bypasses the firewall.',
  fix: 'Bind to the loopback interface (`127.0.0.1:5432:5432`), or do not publish the port.',
  check: repository =>
    servicesIn(repository)
      .filter(({ service }) => isDataStore(service))
      .flatMap(({ service }) =>
        service.ports
          .filter(({ hostIp }) => isEveryAddress(hostIp))
          .map(({ at, published, target }) => ({
            at,
            subject: String(target),
            message: `${service.name} publishes ${published ?? target} on all interfaces`,
          })),
      ),
}

export const oneTargetPort: Rule = {
  id: 'PORT-5',
  severity: 'E',
  title: 'The target port, EXPOSE, the health check and the command use the same port.',
  fix: 'Use the port on which the command listens.',
  check: repository => builtImages(repository).flatMap(disagreements),
}

/** References to a port that the command does not listen on. */
function disagreements(image: BuiltImage): Evidence[] {
  const { service } = image
  const { command, exposed, health, listening } = knownPorts(image)
  if (listening.length === 0) return []
  const known = listening.join(', ')
  const differs = (what: string, port: number, at: Evidence['at']): Evidence => ({
    at,
    subject: what,
    message: `${what} of ${service.name} uses port ${port}, but the process listens on ${known}`,
  })
  const targets = service.ports.filter(({ target, protocol }) => target !== undefined && protocol === 'tcp')
  const isReached = targets.some(({ target }) => listening.includes(target ?? 0))
  return [
    ...(isReached ? [] : targets.slice(0, 1).map(({ target = 0, at }) => differs('ports', target, at))),
    // An image shared by several commands exposes the port of only one.
    ...(command.length === 0 ||
    service.command ||
    exposed.length === 0 ||
    exposed.some(({ port }) => listening.includes(port))
      ? []
      : exposed.slice(0, 1).map(({ port, at }) => differs('EXPOSE', port, at))),
    ...health
      .filter(({ port }) => !listening.includes(port) && !exposed.some(one => one.port === port))
      .map(({ port, at }) => differs('the health check', port, at)),
  ]
}
