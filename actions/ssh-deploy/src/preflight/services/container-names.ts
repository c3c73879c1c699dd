import { type ComposeModel, envValue } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server'
import { allContainers } from '@tsh/server'

/**
 * Containers, running or not, that have the names of those that the services are about to get. Compose finds its own by
 * their labels, and fails at the start on any other.
 */
export function containerNameProblems(
  results: QueryResults,
  server: string,
  model: ComposeModel,
  services: readonly string[],
): string[] {
  const containers = allContainers(results)
  const separator = /^(1|true)$/i.test(envValue(results.env?.text ?? '', 'COMPOSE_COMPATIBILITY') ?? '')
    ? '_'
    : '-'
  return services.flatMap(service => {
    const own = model.services[service]?.container_name
    const name = own ?? [model.name, service, '1'].join(separator)
    const other = containers.find(
      container =>
        container.name === name && !(container.project === model.name && container.service === service),
    )
    if (!other) return []
    const whose =
      other.project === ''
        ? 'a container that compose has not created'
        : `a container of service "${other.service}" in project "${other.project}"`
    return [
      `container name ${name} of service "${service}" is taken on ${server} by ${whose}. Remove that container with "docker rm --force ${name}" when it is not needed, or rename one of them`,
    ]
  })
}
