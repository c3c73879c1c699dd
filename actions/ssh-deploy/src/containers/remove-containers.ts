import { type Project, projectDirectory } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/** Containers have their project folder and service as labels, and their version from the override file. */
const REMOVE = `path=$1 version=$2; shift 2
for service; do
  ids=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$path" --filter "label=com.docker.compose.service=$service")
  for id in $ids; do
    docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$id" | grep -qxF "VERSION=$version" || continue
    docker rm --force "$id"
  done
done`

/**
 * Force-removes the containers of services that run a version, including those that have not started: they serve no
 * users.
 * @returns number of removed containers
 */
export async function removeContainers(
  remote: Remote,
  project: Project,
  { services, version }: { services: readonly string[]; version: string },
): Promise<number> {
  const { stdout } = await remote.run([
    'sh',
    '-euc',
    REMOVE,
    'remove containers',
    projectDirectory(project),
    version,
    ...services,
  ])
  return stdout.split('\n').filter(line => line !== '').length
}
