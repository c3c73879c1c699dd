import type { RepositoryFiles, Service } from '@tsh/standard/reading'
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
      staysInFront(proxy, traffic)
        ? {
            ...changeOf(proxy, `stays in front of ${main?.name}, which is replaced in place`, MOVE),
            isOptional: true,
          }
        : changeOf(
            proxy,
            'is a proxy inside compose, which deployments cannot switch yet',
            fixOf(main?.name),
          ),
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

const SITE_PORTS = [80, 443]

/** Whether a proxy keeps serving the site: as the only one on the server, in front of what is replaced in place. */
const staysInFront = ({ ports }: Service, traffic: Traffic | undefined): boolean =>
  traffic?.kind === 'in-place' && ports.some(({ published }) => SITE_PORTS.includes(published ?? 0))

const MOVE =
  'for a switch without interruption, remove it here and let setup.yml install the site on the server (see docs/server.md)'

const fixOf = (service = 'the application'): string =>
  `move it to the server: remove it here, publish a port of ${service} on the host, and let setup.yml install the site (see docs/server.md). A proxy that publishes port 80 or 443 may also stay, if ${service} is replaced in place`
