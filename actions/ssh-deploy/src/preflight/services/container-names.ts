import { type ComposeModel, envValue } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { allContainers } from '@tsh/server-query'

/**
 * Existing containers, running or not, with the names of the containers that the services will get. Compose finds its
 * own by label, and fails to start on any other.
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
        ? 'a container that was not created by compose'
        : `a container of service "${other.service}" in project "${other.project}"`
    return [
      `container name ${name} of service "${service}" is already used on ${server} by ${whose}. Remove that container with "docker rm --force ${name}" if it is not needed, or rename one of them`,
    ]
  })
}
