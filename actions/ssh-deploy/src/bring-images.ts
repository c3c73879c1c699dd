import { log, UserError } from '@tsh/action'
import { type BuiltImage, dockerConfig, registryHost, runJob } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import type { BuiltFor } from './architecture.ts'
import { checkArchitecture } from './check-architecture.ts'
import type { DeployInputs } from './inputs.ts'
import { pullProblem } from './pull-problem.ts'

/**
 * Transfers the images to the server, by digest from the registry or through the connection.
 * @returns the images, those without a registry with the id that the server gives them
 */
export async function bringImages(remote: Remote, inputs: DeployInputs): Promise<BuiltImage[]> {
  const { images, archive } = inputs
  const registered = images.filter(({ reference }) => reference !== '')
  if (registered.length > 0) await pullAll(remote, inputs, registered)
  const carried = images.filter(({ reference }) => reference === '')
  if (carried.length > 0) {
    // Loaded when it is needed: compression costs a tenth of the start of the action.
    const { sendArchive } = await import('./send-archive.ts')
    await sendArchive(remote, archive, carried)
  }
  const found = await lookAt(remote, images)
  await checkArchitecture(remote, found)
  return images.map((built, at) => (built.reference === '' ? { ...built, id: found[at]?.id ?? '' } : built))
}

async function lookAt(remote: Remote, images: readonly BuiltImage[]): Promise<(BuiltFor & { id: string })[]> {
  const found: (BuiltFor & { id: string })[] = []
  for (const { image } of images) {
    const command = ['docker', 'image', 'inspect', '--format', '{{.Id}} {{.Architecture}}', image]
    const { code, stdout } = await remote.run(command, { allowFailure: true })
    if (code !== 0) throw new UserError(`image ${image} did not arrive on ${remote.name}`)
    const [id = '', architecture = ''] = stdout.trim().split(' ')
    found.push({ image, id, architecture })
  }
  return found
}

/** Seconds that pulling may take. */
const LONGEST_PULL = 1800

/**
 * Pulls with a Docker configuration of its own, read from the standard input and gone when the script ends. It is in the
 * folder of the job, so that it goes with that if the script is killed. Whoever ends a job sends the signal to all of its
 * processes and to this one twice; the second must not cut the removal off.
 */
const PULL = `umask 077
export DOCKER_CONFIG="$PWD/docker"
trap 'rm -rf "$DOCKER_CONFIG"' EXIT
trap 'trap "" HUP INT TERM; exit 1' HUP INT TERM
mkdir "$DOCKER_CONFIG"
cat > "$DOCKER_CONFIG/config.json"
while [ $# -gt 0 ]; do
  docker pull --quiet "$1" || { echo "cannot pull $2" >&2; exit 1; }
  docker tag "$1" "$2"
  shift 2
done`

async function pullAll(
  remote: Remote,
  { application, login }: DeployInputs,
  images: readonly BuiltImage[],
): Promise<void> {
  const registry = registryHost(images[0]?.reference ?? '')
  log.info(`Pulling ${images.length} images from ${registry} on ${remote.name}`)
  const pairs = images.flatMap(({ reference, image }) => [reference, image])
  const input = login ? dockerConfig(images[0]?.reference ?? '', login) : '{}'
  const command = ['sh', '-euc', PULL, 'pull images', ...pairs]
  const said: string[] = []
  const onLine = (line: string): void => {
    said.push(line)
    log.foreign(line)
  }
  try {
    await runJob(remote, application, { name: 'pull', command, deadline: LONGEST_PULL, input, onLine })
  } catch (cause) {
    const problem = cause instanceof RemoteCommandError && pullProblem(said)
    throw problem ? new UserError(`${remote.name} ${problem}`, { cause }) : cause
  }
}
