import { log, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, projectDirectory } from '../application.ts'

/** Seconds for which a service without a health check must keep running. */
export const WATCH_SECONDS = 3

/**
 * Prints `service status exit-code restarts` of the newest container of each service after the given time, or earlier
 * when all have exited or one has failed.
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
 * Watches services without a health check for a few seconds after their start: a crash-looping container repeatedly
 * appears to be running.
 * @param mayExit whether exiting with code 0 is a success
 * @throws UserError when one has failed
 */
export async function watchServices(
  remote: Remote,
  application: Application,
  { services, seconds, mayExit }: { services: readonly string[]; seconds: number; mayExit: boolean },
): Promise<void> {
  if (services.length === 0) return
  const args = ['watch services', projectDirectory(application), String(seconds), ...services]
  const { stdout } = await remote.run(['sh', '-uc', WATCH, ...args])
  const problems = stdout.split('\n').flatMap(line => {
    const [service = '', status, code, restarts = '0'] = line.trim().split(' ')
    if (service === '') return []
    const isGood =
      restarts === '0' && (status === 'running' || (mayExit && status === 'exited' && code === '0'))
    if (isGood && status === 'exited') log.info(`${service} exited with code 0`)
    return isGood
      ? []
      : [
          `service "${service}" ${restarts === '0' ? 'exited' : 'keeps crashing'} with code ${code}. ${code === '0' ? 'If it runs to completion, write restart: "no" for it in the compose file. ' : ''}See its output with "docker compose logs ${service}"`,
        ]
  })
  if (problems.length > 0) throw new UserError(problems)
}

/**
 * A container may stop between its start and its first response; waiting any longer is pointless then.
 * @throws UserError when the newest container of a service has stopped permanently
 */
export async function requireRunning(
  remote: Remote,
  application: Application,
  service: string,
): Promise<void> {
  const args = ['inspect the container', projectDirectory(application), '0', service]
  const { stdout } = await remote.run(['sh', '-uc', WATCH, ...args])
  const [, status, code] = stdout.trim().split(' ')
  if (status === 'exited' || status === 'dead')
    throw new UserError(
      `service "${service}" exited with code ${code}. See its output with "docker compose logs ${service}"`,
    )
}
