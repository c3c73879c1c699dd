import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { ComposeModel } from '../compose/compose-model.ts'

/**
 * Ensures that the images of services are on the server. `docker compose run` would build a missing image there, and
 * has no flag to prevent it (docker/compose, cmd/compose/run.go).
 * @throws UserError with the missing images
 */
export async function requireImages(
  remote: Remote,
  model: ComposeModel,
  services: readonly string[],
): Promise<void> {
  // Without an image name, compose derives one from the service name.
  const images = services.map(name => model.services[name]?.image ?? `${model.name}-${name}`)
  const script = 'for image; do docker image inspect "$image" > /dev/null 2>&1 || echo "$image"; done'
  const { stdout } = await remote.run(['sh', '-c', script, 'inspect the images', ...new Set(images)])
  const missing = stdout.split('\n').filter(image => images.includes(image))
  if (missing.length === 0) return
  const users = services.filter((_, at) => missing.includes(images[at] ?? ''))
  throw new UserError(
    `${missing.join(', ')} (service ${users.join(', ')}) is missing on ${remote.name} and is neither pulled nor built there. Add "build" to the service, so that build-image builds it`,
  )
}
