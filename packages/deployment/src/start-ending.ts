import { log, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, projectDirectory } from './application.ts'
import { composeCommand } from './compose.ts'
import { runJob } from './job.ts'

/** Seconds in which a service that may end by itself is watched; whatever still runs then counts as started. */
const WATCH_SECONDS = 10
const MAX_START_SECONDS = 300

/** Prints `service status exit-code` of the newest container of each service, once none starts any more or the time is over. */
const WATCH = `folder=$1 seconds=$2; shift 2
look() {
  for service; do
    id=$(docker ps --all --quiet --latest --filter "label=com.docker.compose.project.working_dir=$folder" --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False)
    echo "$service $(docker inspect --format '{{.State.Status}} {{.State.ExitCode}}' "$id" 2> /dev/null || echo missing 1)"
  done
}
end=$(($(date +%s) + seconds))
while look "$@" | grep -qv ' exited ' && [ "$(date +%s)" -lt "$end" ]; do sleep 0.5; done
look "$@"`

/**
 * Starts services that may end by themselves, such as one that collects static files: compose would take that end for a
 * failure.
 * @throws UserError when one has ended with another exit code than 0
 */
export async function startEnding(
  remote: Remote,
  application: Application,
  { services, version }: { services: readonly string[]; version: string },
): Promise<void> {
  if (services.length === 0) return
  const up = ['up', '-d', '--no-build', '--no-deps', ...services]
  const command = [...composeCommand(application, version, true), ...up]
  await runJob(remote, application, { name: 'up', command, deadline: MAX_START_SECONDS, onLine: log.foreign })
  const words = ['watch services', projectDirectory(application), String(WATCH_SECONDS), ...services]
  const { stdout } = await remote.run(['sh', '-uc', WATCH, ...words])
  for (const line of stdout.split('\n').filter(text => text !== '')) {
    const [service, status, code] = line.split(' ')
    if (status !== 'running' && code !== '0')
      throw new UserError(
        `service "${service}" ended with exit code ${code}. See its output with "docker compose logs ${service}"`,
      )
    log.info(`${service}: ${status === 'running' ? 'running' : 'ended with exit code 0'}`)
  }
}
