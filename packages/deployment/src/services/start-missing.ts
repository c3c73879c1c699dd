import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { Application } from '../application.ts'
import { composeCommand } from '../compose/compose.ts'
import type { ComposeModel } from '../compose/compose-model.ts'
import { inDependencyOrder, isAwaited, mayEnd } from '../compose/service-roles.ts'
import { runJob } from '../jobs/job.ts'
import { runOneShots } from '../jobs/one-shot.ts'
import { WATCH_SECONDS, watchServices } from './watch-services.ts'

/** Seconds for an image to be pulled, besides the waiting for health. */
const MAX_PULL_SECONDS = 1800

/**
 * Starts services that a release needs and that have no container yet, such as a cache that came with this commit. Containers
 * that exist stay as they are.
 * @throws UserError when one without a health check ends within a few seconds
 */
export async function startMissing(
  remote: Remote,
  application: Application,
  {
    services,
    version,
    model,
    timeout,
  }: { services: readonly string[]; version: string; model: ComposeModel; timeout: number },
): Promise<void> {
  for (const service of inDependencyOrder(model, services)) {
    if (isAwaited(model, service)) {
      await runOneShots(remote, application, { services: [service], version })
      continue
    }
    const wait = ['--wait', '--wait-timeout', String(timeout)]
    const up = ['up', '-d', '--no-build', '--no-deps', '--no-recreate', ...wait, service]
    const command = [...composeCommand(application, version, true), ...up]
    const deadline = timeout + MAX_PULL_SECONDS
    await log.group(`Starting ${service}, which has no container yet`, () =>
      runJob(remote, application, { name: `start ${service}`, command, deadline, onLine: log.untrusted }),
    )
    // Compose waits until such a container runs, which it does for a moment before it ends.
    const unchecked = model.services[service]?.healthcheck === undefined ? [service] : []
    const watched = {
      services: unchecked,
      seconds: WATCH_SECONDS,
      mayEnd: mayEnd(model.services[service] ?? {}),
    }
    await watchServices(remote, application, watched)
  }
}
