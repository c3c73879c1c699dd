import { linesOf, type QueryResults } from '@tsh/server-query'
import type { Application } from '../application.ts'
import { answeringServices } from '../placement.ts'
import { activeProfiles, type ComposeModel } from './compose-model.ts'
import { otherServices } from './service-roles.ts'

/** A network or volume that services use and compose does not create. */
interface ExternalResource {
  kind: 'network' | 'volume'
  /** Its name in Docker. */
  name: string
}

/**
 * Shell functions that print the names of what exists. A network can also be named by its ID. A node of a swarm does not
 * list the networks of other nodes before it uses them, so they are unknown there.
 */
export const EXISTING_RESOURCES = `networks() {
  [ "$(docker info --format '{{.Swarm.LocalNodeState}}')" != active ] && docker network ls --no-trunc --format '{{.Name}}{{println}}{{.ID}}'
}
volumes() { docker volume ls --quiet; }`

/**
 * Networks and volumes that the compose file declares `external`, active services use and the server does not have.
 * @param results with `env`, and `networks` and `volumes` from {@link EXISTING_RESOURCES}; nothing is missing while these are unknown
 * @returns a problem for each
 */
export function missingResources(
  model: ComposeModel,
  application: Pick<Application, 'placement' | 'profiles'>,
  { env, networks, volumes }: QueryResults,
  server: string,
): string[] {
  const { placement } = application
  const others = otherServices(model, placement, activeProfiles(env?.text ?? '', application))
  const existing = { network: networks, volume: volumes }
  return externalResources(model, [...answeringServices(placement), ...others.keys()])
    .filter(({ kind, name }) => existing[kind]?.code === 0 && !linesOf(existing[kind]).includes(name))
    .map(
      ({ kind, name }) =>
        `${kind} ${name} does not exist on ${server}, and compose does not create it, because the compose file declares it external. ${NEXT[kind](name)}`,
    )
}

const NEXT: Record<ExternalResource['kind'], (name: string) => string> = {
  network: name => `Start the project that provides it, or create it with "docker network create ${name}"`,
  volume: name =>
    `Correct its name if its data exists, or create it empty with "docker volume create ${name}"`,
}

/** Each once. */
function externalResources(model: ComposeModel, services: readonly string[]): ExternalResource[] {
  const { networks = {}, volumes = {} } = model
  const used = services.flatMap(service => {
    const { networks: joined, volumes: mounted = [] } = model.services[service] ?? {}
    return [
      ...Object.keys(joined ?? {}).map(key => externalResource('network', networks[key])),
      ...mounted.map(({ source = '' }) => externalResource('volume', volumes[source])),
    ].filter(resource => resource !== undefined)
  })
  return [...new Map(used.map(resource => [`${resource.kind} ${resource.name}`, resource])).values()]
}

function externalResource(kind: ExternalResource['kind'], definition: unknown): ExternalResource | undefined {
  const { name, external } = (definition ?? {}) as { name?: string; external?: boolean }
  return external === true && name !== undefined ? { kind, name } : undefined
}
