import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { InPlaceApplication } from '../application.ts'
import { composeCommand } from '../compose/compose.ts'
import { type ComposeModel, siteService } from '../compose/compose-model.ts'

/** Exits with 3 in a container without nginx. */
const RELOAD = 'command -v nginx > /dev/null 2>&1 || exit 3; nginx -s reload'

/** Codes of a container without nginx, or without a shell. */
const HAS_NO_NGINX = [3, 126, 127]

/**
 * Reloads a proxy of the compose file after the service behind it got a new container. nginx resolves the names of its
 * upstreams only when it loads its configuration, and the new container can have another address.
 */
export async function reloadProxy(
  remote: Remote,
  application: InPlaceApplication,
  { model, version }: { model: ComposeModel; version: string },
): Promise<void> {
  const proxy = siteService(model)
  if (proxy === undefined || proxy === application.placement.service) return
  const command = [...composeCommand(application, version), 'exec', '-T', proxy, 'sh', '-c', RELOAD]
  const { code, stderr } = await remote.run(command, { allowFailure: true })
  if (code === 0) log.info(`${proxy} has reloaded its configuration`)
  // Before the first release it has no container yet.
  else if (!HAS_NO_NGINX.includes(code) && !stderr.includes('is not running'))
    log.warning(
      `nginx in ${proxy} could not be reloaded (exit code ${code}), so it may still send requests to the container that was replaced. Check it with "docker compose exec ${proxy} nginx -t"`,
      application.placement.service,
    )
}
