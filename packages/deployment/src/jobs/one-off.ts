import { composePaths, type Project } from '../application.ts'
import { composeOf } from '../compose/compose.ts'
import type { ComposeModel } from '../compose/compose-model.ts'
import { overridePath } from '../compose/override.ts'

/** An additional container of a service, which may run next to the service's own container. */
export interface OneOff {
  model: ComposeModel
  service: string
  version: string
  /** Arguments of `docker compose run`: its options, the service, and the command. */
  args: readonly string[]
}

/** Properties that only one container can have, per network and per service. */
const OF_NETWORK = ['ipv4_address', 'ipv6_address', 'link_local_ips', 'mac_address'] as const
const OF_SERVICE = ['mac_address'] as const

/**
 * The `docker compose run` command of a job, and its stdin. The container gets no static addresses, which the service's
 * own container may use. The override file that removes them is in the job folder and is deleted with it.
 */
export function oneOffJob(
  project: Project,
  { model, service, version, args }: OneOff,
): { command: string[]; input: string } {
  const files = [...composePaths(project), overridePath(project, version)]
  const override = withoutStaticAddresses(model, service)
  if (override === undefined)
    return { command: [...composeOf(project, version, files), 'run', ...args], input: '' }
  const compose = composeOf(project, version, [...files, FILE])
  const script = `cat > ${FILE}; exec "$@"`
  return {
    command: ['sh', '-euc', script, 'docker compose run', ...compose, 'run', ...args],
    input: override,
  }
}

const FILE = 'one-off.yml'

/** An override file that removes the static addresses of a service, or undefined if it has none. */
export function withoutStaticAddresses(model: ComposeModel, service: string): string | undefined {
  const definition = model.services[service]
  const networks = Object.entries(definition?.networks ?? {}).flatMap(([name, options]) => {
    const resets = OF_NETWORK.filter(key => options?.[key] !== undefined).map(reset)
    return resets.length === 0 ? [] : [`${JSON.stringify(name)}: { ${resets.join(', ')} }`]
  })
  const parts = [
    ...OF_SERVICE.filter(key => definition?.[key] !== undefined).map(reset),
    ...(networks.length === 0 ? [] : [`networks: { ${networks.join(', ')} }`]),
  ]
  if (parts.length === 0) return undefined
  return `services: { ${JSON.stringify(service)}: { ${parts.join(', ')} } }\n`
}

/** A plain null would be ignored by the merge: compose removes values with this tag (since 2.18). */
const reset = (key: string): string => `${key}: !reset null`
