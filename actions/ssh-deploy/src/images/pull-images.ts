import { log, UserError } from '@tsh/action'
import { type BuiltImage, dockerConfig, registryHost, runJob } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'
import { pullProblem } from './pull-problem.ts'

/** Seconds that pulling may take. */
const LONGEST_PULL = 1800

/**
 * Pulls with a dedicated Docker configuration, when there is a login: read from the standard input and gone when the
 * script ends. It is in the folder of the job, so that it goes with that if the script is killed. Whoever ends a job sends
 * the signal to all of its processes and to this one twice; the second must not interrupt the removal. The engine is the
 * one that compose uses, which the user's current context may name; without a login all of the user's configuration
 * counts.
 */
const PULL = `umask 077
own=\${DOCKER_CONFIG:-$HOME/.docker}
private=$PWD/docker
trap 'rm -rf "$private"' EXIT
trap 'trap "" HUP INT TERM; exit 1' HUP INT TERM
mkdir "$private"
cat > "$private/config.json"
if [ -s "$private/config.json" ]; then
  DOCKER_CONTEXT=$(docker context inspect --format '{{.Name}}' 2> /dev/null) || DOCKER_CONTEXT=default
  [ ! -d "$own/contexts" ] || ln -s "$own/contexts" "$private/contexts"
  DOCKER_CONFIG=$private
  export DOCKER_CONTEXT DOCKER_CONFIG
fi
while [ $# -gt 0 ]; do
  docker pull --quiet "$1" || { echo "cannot pull $2" >&2; exit 1; }
  docker tag "$1" "$2"
  shift 2
done`

/** Pulls images by digest, and gives them the names that the compose file uses. */
export async function pullImages(
  remote: Remote,
  { application, login }: Pick<DeployInputs, 'application' | 'login'>,
  images: readonly BuiltImage[],
): Promise<void> {
  const registry = registryHost(images[0]?.reference ?? '')
  log.info(`Pulling ${images.length} images from ${registry} on ${remote.name}`)
  const pairs = images.flatMap(({ reference, image }) => [reference, image])
  const input = login ? dockerConfig(images[0]?.reference ?? '', login) : ''
  const command = ['sh', '-euc', PULL, 'pull images', ...pairs]
  const said: string[] = []
  const onLine = (line: string): void => {
    said.push(line)
    log.untrusted(line)
  }
  try {
    await runJob(remote, application, { name: 'pull', command, deadline: LONGEST_PULL, input, onLine })
  } catch (cause) {
    const problem = cause instanceof RemoteCommandError && pullProblem(said)
    throw problem ? new UserError(`${remote.name} ${problem}`, { cause }) : cause
  }
}
