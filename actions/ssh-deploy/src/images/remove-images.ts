import { log } from '@tsh/action'
import { type Application, absolute, projectDirectory } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/**
 * Removes those of the images that are still present, and the override files of versions that are neither kept nor have
 * a container. Docker refuses to remove an image that a container uses; that is ignored.
 *
 * @param names all obsolete names in the journal
 * @param kept versions that a rollback may need
 */
export async function removeImages(
  remote: Remote,
  application: Application,
  { names, kept }: { names: readonly string[]; kept: readonly string[] },
): Promise<void> {
  if (names.length === 0) return
  const format = '{{.Repository}}:{{.Tag}} {{.Repository}}@{{.Digest}}'
  const listed = await remote.run(['docker', 'image', 'ls', '--digests', '--format', format])
  const present = new Set(listed.stdout.split(/\s+/))
  const left = names.filter(name => present.has(asListed(name)))
  if (left.length === 0) return
  const { stdout } = await remote.run(['sh', '-c', REMOVE, 'remove images'], {
    input: left.map(name => `${name}\n`).join(''),
  })
  const removed = stdout.split('\n').filter(line => line !== '')
  if (removed.length === 0) return
  log.info(`Removed old images from ${remote.name}: ${removed.join(', ')}`)
  await remote.run([
    'sh',
    '-euc',
    REMOVE_OVERRIDES,
    'remove override files',
    projectDirectory(application),
    absolute(application, '.deploy'),
    ...kept,
  ])
}

/** A name as listed by `docker image ls`: with a tag, and without the host of Docker Hub. */
function asListed(name: string): string {
  const short = name.replace(/^(index\.)?docker\.io\/(library\/)?/, '')
  return /@|:[^/]*$/.test(short) ? short : `${short}:latest`
}

/** The names are read from stdin: they may exceed the length limit of a command line. */
const REMOVE = `while IFS= read -r name; do
  docker image rm "$name" > /dev/null 2>&1 < /dev/null && echo "$name"
done
true`

const REMOVE_OVERRIDES = `path=$1; cd "$2"; shift 2
used=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$path" | xargs -r docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' | sed -n 's/^VERSION=//p')
for file in *.json; do
  printf '%s\\n' "$used" "$@" | grep -qxF -- "\${file%.json}" || rm -f -- "$file"
done`
