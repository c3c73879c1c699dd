import { placeOf } from '../../compose/model.ts'
import type { Port, Service } from '../../compose/service.ts'
import type { Evidence } from '../../finding.ts'
import type { Environment } from '../../model/environment.ts'
import { builtImageOf, type Repository } from '../../model/repository.ts'
import { expectedPorts, servicesOfRole } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'
import { collisions, duplicates } from './collisions.ts'
import { knownPorts } from './known-ports.ts'

export const standardPorts: Rule = {
  id: 'PORT-1',
  severity: 'E',
  title: 'Services publish the ports of the standard.',
  fix: 'Publish that port, or set `standard.ports` in the settings file.',
  check: repository =>
    repository.environments.flatMap(environment =>
      [...expectedPorts(environment)].flatMap(([role, expected]) =>
        servicesOf(environment, role).flatMap((service, index) =>
          wrongPorts(repository, environment, {
            service,
            role,
            expected: expected[index] ?? expected[0] ?? '',
          }),
        ),
      ),
    ),
}

/** The services of a role, or the service with that name. */
function servicesOf(environment: Environment, role: string): Service[] {
  const named = environment.model?.services.filter(({ name }) => name === role) ?? []
  return named.length > 0 ? named : servicesOfRole(environment, role)
}

interface Wanted {
  service: Service
  role: string
  expected: string
}

function wrongPorts(
  repository: Repository,
  environment: Environment,
  { service, role, expected }: Wanted,
): Evidence[] {
  const { ports, name } = service
  const message = (actual: string): string =>
    `${name} publishes ${actual}, expected ${expected} for ${role} in ${environment.name}`
  const published = ports.filter(port => port.published !== undefined)
  if (published.length === 0) {
    if (role !== 'app' || service.networkMode) return []
    return [{ at: placeOf(service, 'ports'), message: message('no port') }]
  }
  if (published.some(port => textOf(port) === expected)) return []
  // Colliding ports, and ports without a listener, are reported by other rules.
  const others = published.filter(port => !isReported(repository, service, port, expected))
  return others.slice(0, 1).map(port => ({ at: port.at, message: message(textOf(port)) }))
}

const textOf = ({ published, target }: Port): string => `${published}:${target}`

function isReported(repository: Repository, service: Service, port: Port, expected: string): boolean {
  const collides = [...collisions(repository), ...duplicates(repository)].some(one => one.port === port)
  if (collides) return true
  const image = builtImageOf(repository, service)
  const [outer, inner] = expected.split(':').map(Number)
  return (
    port.published === outer && image !== undefined && knownPorts(image).listening.some(one => one === inner)
  )
}
