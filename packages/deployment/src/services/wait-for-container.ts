import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'

/** Exits with 3 when the health check of the image or the compose file fails; without one, a running container is healthy. */
const UNTIL_HEALTHY = `container=$1 end=$(($(date +%s) + $2))
while :; do
  state=$(docker inspect --format '{{.State.Status}}{{if .State.Health}}, {{.State.Health.Status}}{{end}}' "$container")
  case $state in
    running|'running, healthy') exit 0 ;;
    'running, starting') [ "$(date +%s)" -ge "$end" ] || { sleep 0.5; continue; } ;;
  esac
  echo "$state"; exit 3
done`

/**
 * Waits until the health check of a container succeeds, as `docker compose up --wait` does for services.
 * @param timeout in seconds
 * @throws UserError when it fails or is not finished in time
 */
export async function waitForContainer(remote: Remote, container: string, timeout: number): Promise<void> {
  const command = ['sh', '-euc', UNTIL_HEALTHY, 'wait for the container', container, String(timeout)]
  const { code, stdout, stderr } = await remote.run(command, { allowFailure: true })
  if (code === 0) return
  throw new UserError(
    `container ${container} on ${remote.name} is not healthy (${stdout.trim() || stderr.trim()}). See the output of its health check with "docker inspect --format '{{json .State.Health}}' ${container}"`,
  )
}
