import { type Project, projectDirectory } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/** Containers know the folder of their project and their service by label, and their version by the override file. */
const REMOVE = `path=$1 version=$2; shift 2
for service; do
  ids=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$path" --filter "label=com.docker.compose.service=$service")
  for id in $ids; do
    docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$id" | grep -qxF "VERSION=$version" || continue
    docker rm --force "$id"
  done
done`

/**
 * Removes the containers of services that run a version, also those that have not started, without waiting for their end:
 * they have no visitors.
 * @returns how many there were
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
