import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { ComposeModel } from '../compose/compose-model.ts'

/**
 * Makes sure that the server has the images of services. `docker compose run` builds a missing one on the server, and has no
 * flag against it (docker/compose, cmd/compose/run.go).
 * @throws UserError naming the images that are missing
 */
export async function requireImages(
  remote: Remote,
  model: ComposeModel,
  services: readonly string[],
): Promise<void> {
  // A service without the name of an image has one after its own name.
  const images = services.map(name => model.services[name]?.image ?? `${model.name}-${name}`)
  const script = 'for image; do docker image inspect "$image" > /dev/null 2>&1 || echo "$image"; done'
  const { stdout } = await remote.run(['sh', '-c', script, 'look for the images', ...new Set(images)])
  const missing = stdout.split('\n').filter(image => images.includes(image))
  if (missing.length === 0) return
  const users = services.filter((_, at) => missing.includes(images[at] ?? ''))
  throw new UserError(
    `${missing.join(', ')} (service ${users.join(', ')}) is not on ${remote.name}, and is neither pulled nor built there. Give the service a "build", so that build-image builds it`,
  )
}
