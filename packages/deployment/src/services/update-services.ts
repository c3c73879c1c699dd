import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, composePaths, projectDirectory } from '../application.ts'
import { mountedContent } from '../checkout/mounted-files.ts'
import { dockerCompose, startServices } from '../compose/compose.ts'
import type { ComposeModel } from '../compose/compose-model.ts'
import { MOUNTED_LABEL } from '../compose/override.ts'
import { hasNoContainers, mayExit } from '../compose/service-roles.ts'
import { answeringServices } from '../placement.ts'
import { startShortLived } from './start-short-lived.ts'
import { WATCH_SECONDS, watchServices } from './watch-services.ts'

/**
 * Prints the services whose container is up to date: it is healthy, runs the image of the new version, was started with
 * the current mounted files, and has the configuration of the compose file. The configuration is compared with the
 * version of the container, because it always contains the version. Services that serve visitors must also have the new
 * version itself, because they report it.
 */
const UNCHANGED = `path=$1 folder=$2 services=$3 wanted=$4 answering=$5; shift 5
for triple in $services; do
  service=\${triple%%=*} content=\${triple##*=}
  image=\${triple#*=} image=\${image%=*}
  id=$(docker ps --quiet --filter "label=com.docker.compose.project.working_dir=$folder" --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False)
  [ "$(printf '%s' "$id" | wc -w)" -eq 1 ] || continue
  version=$(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$id" | sed -n 's/^VERSION=//p')
  case " $answering " in *" $service "*) [ "$version" = "$wanted" ] || continue ;; esac
  override=$path/.deploy/$version.json
  [ -n "$version" ] && [ -e "$override" ] || continue
  is=$(docker inspect --format '{{.Image}} {{index .Config.Labels "com.docker.compose.config-hash"}} {{if .State.Health}}{{.State.Health.Status}}{{else}}healthy{{end}} {{index .Config.Labels "${MOUNTED_LABEL}"}}' "$id")
  hash=$(env VERSION="$version" "$@" -f "$override" config --hash "$service" 2> /dev/null) || continue
  image=$(docker image inspect --format '{{.Id}}' "$image" 2> /dev/null) || continue
  [ "$is" != "$image \${hash##* } healthy $content" ] || echo "$service"
done`

/** Services and their target version. */
export interface Update {
  services: readonly string[]
  version: string
  model: ComposeModel
  /** Health timeout in seconds. */
  timeout: number
  /** Whether services that are up to date get a new container too. Default: false. */
  recreate?: boolean
}

/** Updates services to a version and waits until they are healthy. Those that are up to date are skipped, unless `recreate` is set. */
export async function updateServices(
  remote: Remote,
  application: Application,
  update: Update,
): Promise<void> {
  const services = await changedServices(remote, application, update)
  await startChanged(remote, application, { ...update, services })
}

/** The services whose image or configuration changes with a version, or that are unhealthy; logs the others. All of them with `recreate`. */
export async function changedServices(
  remote: Remote,
  application: Application,
  update: Pick<Update, 'services' | 'version' | 'model' | 'recreate'>,
): Promise<string[]> {
  if (update.recreate) return [...update.services]
  const same = await unchangedServices(remote, application, update)
  if (same.length > 0) log.info(`${same.join(', ')} ${same.length === 1 ? 'is' : 'are'} up to date, skipping`)
  return update.services.filter(name => !same.includes(name))
}

/** Whether a service has no health check at all: those that serve visitors are checked over HTTP. */
const isUnchecked = (model: ComposeModel, application: Application, name: string): boolean =>
  model.services[name]?.healthcheck === undefined && !answeringServices(application.placement).includes(name)

/** Starts services that are known to have changed. */
export async function startChanged(
  remote: Remote,
  application: Application,
  { services, version, model, timeout, recreate = false }: Update,
): Promise<void> {
  if (services.length === 0) return
  const isEmpty = (name: string): boolean => hasNoContainers(model.services[name] ?? {})
  const shortLived = services.filter(name => mayExit(model.services[name] ?? {}) && !isEmpty(name))
  const lasting = services.filter(name => !shortLived.includes(name))
  await log.group(`Starting ${services.join(', ')}`, async () => {
    await startServices(remote, application, { services: lasting, version, timeout, recreate })
    const unchecked = lasting.filter(name => isUnchecked(model, application, name) && !isEmpty(name))
    await watchServices(remote, application, { services: unchecked, seconds: WATCH_SECONDS, mayExit: false })
    await startShortLived(remote, application, { services: shortLived, version, recreate })
  })
}

/** The services that a version would not change. */
async function unchangedServices(
  remote: Remote,
  application: Application,
  { services, version, model }: Pick<Update, 'services' | 'version' | 'model'>,
): Promise<string[]> {
  const contents = await mountedContent(remote, application.path, { model, services })
  const triples = services.flatMap(name => {
    const image = model.services[name]?.image
    return image ? [`${name}=${image}=${contents.get(name) ?? ''}`] : []
  })
  if (triples.length === 0) return []
  const compose = dockerCompose(application, composePaths(application))
  const answering = answeringServices(application.placement).join(' ')
  const args = [application.path, projectDirectory(application), triples.join(' '), version, answering]
  const { stdout } = await remote.run(['sh', '-uc', UNCHANGED, 'compare the services', ...args, ...compose])
  return stdout.split('\n').filter(name => services.includes(name))
}
