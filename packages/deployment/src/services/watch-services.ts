import { log, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, projectDirectory } from '../application.ts'

/** Seconds in which a service without a health check has to keep running. */
export const WATCH_SECONDS = 3

/**
 * Prints `service status exit-code restarts` of the newest container of each service, when the time is over, or earlier
 * when all have ended or one has failed.
 */
const WATCH = `folder=$1 seconds=$2; shift 2
look() {
  for service; do
    id=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$folder" --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False | head -n 1)
    echo "$service $(docker inspect --format '{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}' "$id" 2> /dev/null || echo missing 1 0)"
  done
}
end=$(($(date +%s) + seconds))
while seen=$(look "$@"); [ "$(date +%s)" -lt "$end" ]; do
  printf '%s\\n' "$seen" | grep -qv ' exited 0 ' || break
  ! printf '%s\\n' "$seen" | grep -qv -e ' running 0 0$' -e ' exited 0 0$' || break
  sleep 0.5
done
printf '%s\\n' "$seen"`

/**
 * Watches services that have no health check for some seconds after their start: one that crashes is running for a moment,
 * again and again.
 * @param mayEnd whether ending with exit code 0 is success
 * @throws UserError when one has failed
 */
export async function watchServices(
  remote: Remote,
  application: Application,
  { services, seconds, mayEnd }: { services: readonly string[]; seconds: number; mayEnd: boolean },
): Promise<void> {
  if (services.length === 0) return
  const words = ['watch services', projectDirectory(application), String(seconds), ...services]
  const { stdout } = await remote.run(['sh', '-uc', WATCH, ...words])
  const problems = stdout.split('\n').flatMap(line => {
    const [service = '', status, code, restarts = '0'] = line.trim().split(' ')
    if (service === '') return []
    const isGood =
      restarts === '0' && (status === 'running' || (mayEnd && status === 'exited' && code === '0'))
    if (isGood && status === 'exited') log.info(`${service} ended with exit code 0`)
    return isGood
      ? []
      : [
          `service "${service}" ${restarts === '0' ? 'ended' : 'ends again and again'} with exit code ${code}. See its output with "docker compose logs ${service}"`,
        ]
  })
  if (problems.length > 0) throw new UserError(problems)
}

/**
 * A container may stop after it was started and before it answers; nothing is waited for then.
 * @throws UserError when the newest container of a service has stopped for good
 */
export async function requireRunning(
  remote: Remote,
  application: Application,
  service: string,
): Promise<void> {
  const words = ['look at the container', projectDirectory(application), '0', service]
  const { stdout } = await remote.run(['sh', '-uc', WATCH, ...words])
  const [, status, code] = stdout.trim().split(' ')
  if (status === 'exited' || status === 'dead')
    throw new UserError(
      `service "${service}" ended with exit code ${code}. See its output with "docker compose logs ${service}"`,
    )
}
