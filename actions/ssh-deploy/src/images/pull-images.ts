import { log, UserError } from '@tsh/action'
import { type BuiltImage, dockerConfig, registryHost, runJob } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'
import { pullProblem } from './pull-problem.ts'

/** Time limit for pulling the images. */
const MAX_PULL_SECONDS = 1800

/**
 * With a login, pulls with a dedicated Docker configuration, which is read from stdin and removed when the script
 * exits. It is in the job folder, so that it is removed with it if the script is killed. Stopping a job signals all of
 * its processes, and this one twice; the second signal must not interrupt the removal. The engine is the one that
 * compose uses, possibly from the user's current context; without a login, the user's whole configuration applies.
 */
const PULL = `umask 077
kept=$1
shift
own=\${DOCKER_CONFIG:-$HOME/.docker}
private=$PWD/docker
trap 'rm -rf "$private"' EXIT
trap 'trap "" HUP INT TERM; exit 1' HUP INT TERM
mkdir "$private"
cat > "$private/config.json"
# With the token of a job, a login that the user has takes precedence.
if [ -s "$private/config.json" ] && ! { [ -n "$kept" ] && grep -qsF "\\"$kept\\"" "$own/config.json"; }; then
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

/** Pulls images by digest and tags them with the names from the compose file. */
export async function pullImages(
  remote: Remote,
  { application, login }: Pick<DeployInputs, 'application' | 'login'>,
  images: readonly BuiltImage[],
): Promise<void> {
  const registry = registryHost(images[0]?.reference ?? '')
  log.info(`Pulling ${images.length} images from ${registry} on ${remote.name}`)
  const pairs = images.flatMap(({ reference, image }) => [reference, image])
  const input = login ? dockerConfig(images[0]?.reference ?? '', login) : ''
  const command = ['sh', '-euc', PULL, 'pull images', login?.isJobToken ? registry : '', ...pairs]
  const output: string[] = []
  const onLine = (line: string): void => {
    output.push(line)
    log.untrusted(line)
  }
  try {
    await runJob(remote, application, { name: 'pull', command, deadline: MAX_PULL_SECONDS, input, onLine })
  } catch (error) {
    const problem = error instanceof RemoteCommandError && pullProblem(output)
    throw problem ? new UserError(`${remote.name} ${problem}`, { cause: error }) : error
  }
}
