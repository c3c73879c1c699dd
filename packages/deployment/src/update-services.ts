import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from './application.ts'
import { dockerCompose, startServices } from './compose.ts'
import type { ComposeModel } from './compose-model.ts'
import { answeringServices } from './slot.ts'

/**
 * Prints the services whose container needs nothing: it is well, its image is that of the new version, and the compose
 * file would give it the configuration that it has. For that it is asked with the version of the container, because the
 * version itself stands in every configuration.
 */
const UNCHANGED = `path=$1 services=$2; shift 2
for pair in $services; do
  service=\${pair%%=*}
  id=$(docker ps --quiet --filter "label=com.docker.compose.project.working_dir=$path" --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False)
  [ "$(printf '%s' "$id" | wc -w)" -eq 1 ] || continue
  version=$(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$id" | sed -n 's/^VERSION=//p')
  override=$path/.deploy/$version.json
  [ -n "$version" ] && [ -e "$override" ] || continue
  is=$(docker inspect --format '{{.Image}} {{index .Config.Labels "com.docker.compose.config-hash"}} {{if .State.Health}}{{.State.Health.Status}}{{else}}healthy{{end}}' "$id")
  hash=$(env VERSION="$version" "$@" -f "$override" config --hash "$service" 2> /dev/null) || continue
  image=$(docker image inspect --format '{{.Id}}' "\${pair#*=}" 2> /dev/null) || continue
  [ "$is" != "$image \${hash##* } healthy" ] || echo "$service"
done`

/**
 * Brings services to a version and waits until they are healthy. Those whose image and configuration are the same stay as
 * they are, all but the app service, which tells its version to those who ask.
 */
export async function updateServices(
  remote: Remote,
  application: Application,
  {
    services,
    version,
    model,
    timeout,
  }: { services: readonly string[]; version: string; model: ComposeModel; timeout: number },
): Promise<void> {
  const same = await unchangedServices(remote, application, services, model)
  if (same.length > 0)
    log.info(`${same.join(', ')}: the same image and configuration as before, so nothing is done`)
  const changed = services.filter(name => !same.includes(name))
  if (changed.length === 0) return
  await log.group(`Starting ${changed.join(', ')}`, () =>
    startServices(remote, application, { services: changed, version, timeout }),
  )
}

/** Those of the services that a version would leave as they are. */
async function unchangedServices(
  remote: Remote,
  application: Application,
  services: readonly string[],
  model: ComposeModel,
): Promise<string[]> {
  const answering = answeringServices(application)
  const pairs = services
    .filter(name => !answering.includes(name))
    .flatMap(name => (model.services[name]?.image ? [`${name}=${model.services[name].image}`] : []))
  if (pairs.length === 0) return []
  const compose = dockerCompose(application, [absolute(application, application.composeFile)])
  const words = [
    'sh',
    '-uc',
    UNCHANGED,
    'compare the services',
    application.path,
    pairs.join(' '),
    ...compose,
  ]
  const { stdout } = await remote.run(words)
  return stdout.split('\n').filter(name => services.includes(name))
}
