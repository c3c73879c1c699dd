import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from './application.ts'
import { dockerCompose, startServices } from './compose.ts'
import type { ComposeModel } from './compose-model.ts'
import { answeringServices } from './slot.ts'

/**
 * Prints the services whose container needs nothing: it is well, its image is that of the new version, and the compose
 * file would give it the configuration that it has. For that it is asked with the version of the container, because the
 * version itself stands in every configuration. Those that answer visitors must have the new version itself, which they tell.
 */
const UNCHANGED = `path=$1 services=$2 wanted=$3 answering=$4; shift 4
for pair in $services; do
  service=\${pair%%=*}
  id=$(docker ps --quiet --filter "label=com.docker.compose.project.working_dir=$path" --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False)
  [ "$(printf '%s' "$id" | wc -w)" -eq 1 ] || continue
  version=$(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$id" | sed -n 's/^VERSION=//p')
  case " $answering " in *" $service "*) [ "$version" = "$wanted" ] || continue ;; esac
  override=$path/.deploy/$version.json
  [ -n "$version" ] && [ -e "$override" ] || continue
  is=$(docker inspect --format '{{.Image}} {{index .Config.Labels "com.docker.compose.config-hash"}} {{if .State.Health}}{{.State.Health.Status}}{{else}}healthy{{end}}' "$id")
  hash=$(env VERSION="$version" "$@" -f "$override" config --hash "$service" 2> /dev/null) || continue
  image=$(docker image inspect --format '{{.Id}}' "\${pair#*=}" 2> /dev/null) || continue
  [ "$is" != "$image \${hash##* } healthy" ] || echo "$service"
done`

/** Services, and the version that they are brought to. */
export interface Update {
  services: readonly string[]
  version: string
  model: ComposeModel
  /** Seconds for them to become healthy. */
  timeout: number
}

/** Brings services to a version and waits until they are healthy. Those that need nothing stay as they are. */
export async function updateServices(
  remote: Remote,
  application: Application,
  update: Update,
): Promise<void> {
  const services = await changedServices(remote, application, update)
  await startChanged(remote, application, { ...update, services })
}

/** Those of the services whose image or configuration is another in a version, or that are not well; says which are not. */
export async function changedServices(
  remote: Remote,
  application: Application,
  update: Pick<Update, 'services' | 'version' | 'model'>,
): Promise<string[]> {
  const same = await unchangedServices(remote, application, update)
  if (same.length > 0)
    log.info(`${same.join(', ')}: the same image and configuration as before, so nothing is done`)
  return update.services.filter(name => !same.includes(name))
}

/** Starts services of which it is known that they need it. */
export async function startChanged(
  remote: Remote,
  application: Application,
  { services, version, timeout }: Omit<Update, 'model'>,
): Promise<void> {
  if (services.length === 0) return
  await log.group(`Starting ${services.join(', ')}`, () =>
    startServices(remote, application, { services, version, timeout }),
  )
}

/** Those of the services that a version would leave as they are. */
async function unchangedServices(
  remote: Remote,
  application: Application,
  { services, version, model }: Pick<Update, 'services' | 'version' | 'model'>,
): Promise<string[]> {
  const pairs = services.flatMap(name =>
    model.services[name]?.image ? [`${name}=${model.services[name].image}`] : [],
  )
  if (pairs.length === 0) return []
  const compose = dockerCompose(application, [absolute(application, application.composeFile)])
  const answering = answeringServices(application).join(' ')
  const asked = [application.path, pairs.join(' '), version, answering]
  const { stdout } = await remote.run(['sh', '-uc', UNCHANGED, 'compare the services', ...asked, ...compose])
  return stdout.split('\n').filter(name => services.includes(name))
}
