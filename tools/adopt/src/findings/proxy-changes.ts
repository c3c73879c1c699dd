import type { RepositoryFiles } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import { labelsOf, proxiesIn, traefikRules } from '../services/proxies.ts'
import type { Traffic } from '../services/traffic.ts'
import { type ComposeChange, changeOf } from './compose-change.ts'

/** A proxy inside compose reaches services by name, so it can neither be switched nor hand over. */
export function proxyChanges(
  files: RepositoryFiles,
  { model }: Environment,
  traffic: Traffic | undefined,
): ComposeChange[] {
  const proxies = proxiesIn(files, model.services)
  const main = traffic?.main
  const hasRoutes = main !== undefined && traefikRules(labelsOf(main, () => '')).length > 0
  const routed = hasRoutes && proxies.length === 0 ? [main] : []
  return [
    ...proxies.map(proxy =>
      changeOf(proxy, 'is a proxy inside compose, which deployments cannot switch yet', fixOf(main?.name)),
    ),
    ...routed.map(service =>
      changeOf(
        service,
        'is routed by Traefik labels, which deployments cannot switch yet',
        fixOf(service.name),
      ),
    ),
  ]
}

const fixOf = (service = 'the application'): string =>
  `move it to the server: remove it here, publish a port of ${service} on the host, and let setup.yml install the site (see docs/server.md). Where it stays, nothing else may use its ports, and ${service} is replaced in place`
