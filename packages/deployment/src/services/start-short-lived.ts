import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { Application } from '../application.ts'
import { composeCommand, recreateOption } from '../compose/compose.ts'
import { runJob } from '../jobs/job.ts'
import { watchServices } from './watch-services.ts'

/** Seconds for which a service that may exit is watched; if it still runs then, it counts as started. */
const WATCH_SECONDS = 10
const MAX_START_SECONDS = 300

/**
 * Starts services that may exit on their own, such as one that collects static files: compose would treat the exit as a
 * failure.
 * @throws UserError when one exits with a non-zero code
 */
export async function startShortLived(
  remote: Remote,
  application: Application,
  {
    services,
    version,
    recreate = false,
  }: { services: readonly string[]; version: string; recreate?: boolean },
): Promise<void> {
  if (services.length === 0) return
  const options = ['--no-build', '--no-deps', '--pull', 'never', ...recreateOption(recreate)]
  const up = ['up', '-d', ...options, ...services]
  const command = [...composeCommand(application, version, true), ...up]
  await runJob(remote, application, {
    name: 'up',
    command,
    deadline: MAX_START_SECONDS,
    onLine: log.untrusted,
  })
  await watchServices(remote, application, { services, seconds: WATCH_SECONDS, mayExit: true })
}
