import type { ComposeModel } from '@tsh/deployment'
import type { Replies } from '../replies.ts'
import { runningContainers } from './running-containers.ts'

/** Containers of the project whose service is not in the compose file any more, as `name (service)`. They are left alone. */
export function orphans(replies: Replies, model: ComposeModel): string[] {
  return runningContainers(replies)
    .filter(({ project, service }) => project !== '' && project === model.name && !model.services[service])
    .map(({ name, service }) => `${name} (${service})`)
}
