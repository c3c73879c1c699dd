import { log, redactedEnd, UserError } from '@tsh/action'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import type { Application } from '../application.ts'
import { composeCommand } from '../compose/compose.ts'
import { runJob } from './job.ts'

/** The same limit as for migrations, which such a service often runs. */
const MAX_RUN_SECONDS = 3600

/** Compose's own messages around the output of the service. */
const COMPOSE_OUTPUT =
  /^\s*(Container|Network|Volume) \S+ +\w+|^Attaching to |^Aborting on container exit|^\S+ exited with code \d+$|^Gracefully /

/**
 * Runs services of a version sequentially to completion: those that others wait for with
 * `service_completed_successfully`. Their containers are kept, as after `docker compose up`.
 * @throws UserError when one exits with a non-zero code
 */
export async function runOneShots(
  remote: Remote,
  application: Application,
  { services, version }: { services: readonly string[]; version: string },
): Promise<void> {
  for (const service of services) {
    const up = ['up', '--no-build', '--no-deps', '--force-recreate', '--no-log-prefix']
    const command = [
      ...composeCommand(application, version, true),
      ...up,
      ...['--exit-code-from', service, service],
    ]
    const lines: string[] = []
    const onLine = (line: string): void => {
      lines.push(line)
      log.untrusted(line)
    }
    try {
      await log.group(`Running ${service} to completion`, () =>
        runJob(remote, application, { name: service, command, deadline: MAX_RUN_SECONDS, onLine }),
      )
    } catch (cause) {
      if (!(cause instanceof RemoteCommandError) || cause.code === undefined) throw cause
      const own = lines.filter(line => line.trim() !== '' && !COMPOSE_OUTPUT.test(line))
      const output = redactedEnd(own.slice(-3).join(' '), 400)
      throw new UserError(
        `one-shot service "${service}" exited with code ${cause.code}, so the release was not started: ${output || 'no output'}`,
        { cause },
      )
    }
  }
}
