import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { Application } from '../application.ts'
import { composeCommand } from '../compose/compose.ts'
import type { ComposeModel } from '../compose/compose-model.ts'
import { hasNoContainers, inDependencyOrder, isAwaited, mayExit } from '../compose/service-roles.ts'
import { runJob } from '../jobs/job.ts'
import { runOneShots } from '../jobs/one-shot.ts'
import { WATCH_SECONDS, watchServices } from './watch-services.ts'

/** Time to pull an image, in addition to the health timeout. */
const MAX_PULL_SECONDS = 1800

/**
 * Pulls the image, if it is not there, before it runs the command. A credential helper that does not work, such as one
 * of a desktop in a copied configuration, must not prevent the pull of a public image; the engine is the one of the
 * user's current context.
 */
const WITH_IMAGE = `image=$1
shift
pull_anonymously() {
  own=\${DOCKER_CONFIG:-$HOME/.docker}
  DOCKER_CONTEXT=$(docker context inspect --format '{{.Name}}' 2> /dev/null) || DOCKER_CONTEXT=default
  anonymous=$PWD/docker
  mkdir "$anonymous"
  [ ! -d "$own/contexts" ] || ln -s "$own/contexts" "$anonymous/contexts"
  DOCKER_CONFIG=$anonymous DOCKER_CONTEXT=$DOCKER_CONTEXT docker pull --quiet "$image"
}
if [ -n "$image" ] && ! docker image inspect "$image" > /dev/null 2>&1; then
  printed=$(docker pull --quiet "$image" 2>&1) || case $printed in
    *'error getting credentials'*) echo "the credential helper does not work; pulling $image anonymously"; pull_anonymously ;;
    *) printf '%s\n' "$printed" >&2; exit 1 ;;
  esac
fi
exec "$@"`

/**
 * Starts services that a release needs and that have no container yet, such as a cache added by this commit. Existing
 * containers are left unchanged.
 * @throws UserError when one without a health check exits within a few seconds
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
    if (hasNoContainers(model.services[service] ?? {})) continue
    if (isAwaited(model, service)) {
      await runOneShots(remote, application, { services: [service], version })
      continue
    }
    const wait = ['--wait', '--wait-timeout', String(timeout)]
    const up = ['up', '-d', '--no-build', '--no-deps', '--no-recreate', ...wait, service]
    const { image = '' } = model.services[service] ?? {}
    const compose = [...composeCommand(application, version, true), ...up]
    const command = ['sh', '-euc', WITH_IMAGE, `start ${service}`, image, ...compose]
    const deadline = timeout + MAX_PULL_SECONDS
    await log.group(`Starting ${service}, which has no container yet`, () =>
      runJob(remote, application, { name: `start ${service}`, command, deadline, onLine: log.untrusted }),
    )
    // Without a health check, compose waits only until the container runs, which is also true shortly before a crash.
    const unchecked = model.services[service]?.healthcheck === undefined ? [service] : []
    const watched = {
      services: unchecked,
      seconds: WATCH_SECONDS,
      mayExit: mayExit(model.services[service] ?? {}),
    }
    await watchServices(remote, application, watched)
  }
}
