import type { ComposeModel } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { runningContainers } from '@tsh/server-query'

/**
 * Containers of the project whose service is no longer in the compose file, as `name (service)`. They are not touched.
 */
export function orphans(results: QueryResults, model: ComposeModel): string[] {
  return runningContainers(results)
    .filter(({ project, service }) => project === model.name && service !== '' && !model.services[service])
    .map(({ name, service }) => `${name} (${service})`)
}
