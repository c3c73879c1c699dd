import { get, imageName, type RepositoryFiles, type Service, stepsOf, textOf } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import { proxiedHosts } from '../services/proxied-hosts.ts'
import { slotPairs } from '../services/slot-pairs.ts'
import type { Traffic } from '../services/traffic.ts'
import { buildContextOf } from '../settings/build-context.ts'
import { buildChanges } from './build-changes.ts'
import { type ComposeChange, changeOf } from './compose-change.ts'
import { imageChanges, unbuiltChanges } from './image-changes.ts'
import { mountChanges } from './mount-changes.ts'
import { proxyChanges } from './proxy-changes.ts'

export interface ComposeFacts {
  files: RepositoryFiles
  /** Name of the repository. */
  name: string
  environment: Environment
  traffic: Traffic | undefined
  registry: string | undefined
}

/** What must change in the compose files of an environment before they can be deployed. */
export function composeChanges({
  files,
  name,
  environment,
  traffic,
  registry,
}: ComposeFacts): ComposeChange[] {
  const { services } = environment.model
  return [
    ...trackedChanges(files, environment),
    ...imageChanges(files, services, {
      ...{ name, registry, main: traffic?.main, foundBuilds: environment.foundBuilds },
    }),
    ...unbuiltChanges(files, services, traffic?.main, name),
    ...buildChanges(files, withoutSecondSlots(services, traffic)),
    ...mountChanges(files, environment),
    ...portChanges(files, traffic),
    ...replicaChanges(services),
    ...nameChanges(traffic),
    ...pairChanges(services),
    ...proxyChanges(files, environment, traffic),
    ...updaterChanges(services),
    ...(environment.name === 'production' && traffic?.kind === 'in-place' ? [slotAdvice(traffic.main)] : []),
  ]
}

function withoutSecondSlots(services: readonly Service[], traffic: Traffic | undefined): Service[] {
  const second = traffic?.kind === 'slots' ? traffic.pairs.map(({ services: [, other] }) => other) : []
  return services.filter(service => !second.includes(service))
}

/** Deployments write the version into the env file, which must not be a change of the checkout. */
function trackedChanges(files: RepositoryFiles, { envFile }: Environment): ComposeChange[] {
  if (!files.has(envFile)) return []
  const why = `${envFile} is tracked by git, and deployments write the version into it`
  const fix = `rename it to ${envFile}.example and add ${envFile} to .gitignore`
  return [{ file: envFile, line: 1, why, fix, isOptional: false }]
}

function portChanges(files: RepositoryFiles, traffic: Traffic | undefined): ComposeChange[] {
  const services =
    traffic?.kind === 'slots'
      ? traffic.pairs.flatMap(({ services: both }) => both)
      : traffic
        ? [traffic.main]
        : []
  return services
    .filter(({ ports }) => !ports.some(({ published }) => published !== undefined))
    .map((service, at) =>
      changeOf(
        service,
        'publishes no port, so neither its health nor the traffic can reach it',
        `add ports: ["127.0.0.1:${8001 + 10 * at}:${containerPort(files, service)}"], with a free port of the server`,
      ),
    )
}

/** The port that the application listens on. */
function containerPort(files: RepositoryFiles, service: Service): string {
  const { dockerfile, command } = buildContextOf(files, service)
  const stage = dockerfile?.stages.at(-1)
  const exposed = dockerfile && stage ? stepsOf(dockerfile, stage, 'EXPOSE').at(-1)?.args[0] : undefined
  const target = service.ports[0]?.target
  const proxied = proxiedHosts(files).find(({ host }) => host === service.name)?.port
  const checked = /(?:localhost|127\.0\.0\.1):(\d+)/.exec(service.healthcheck?.text ?? '')?.[1]
  const bound = /(?:--port[ =]|:)(\d{4,5})\b/.exec(command)?.[1]
  return String(target ?? proxied ?? checked ?? exposed?.split('/')[0] ?? bound ?? 'PORT')
}

/** Compose starts several containers, of which only the first gets the port. */
const replicaChanges = (services: readonly Service[]): ComposeChange[] =>
  services.flatMap(service => {
    const replicas =
      textOf(get(service.node, 'deploy', 'replicas')) ?? textOf(get(service.node, 'scale')) ?? '1'
    const isPublished = service.ports.some(({ published }) => published !== undefined)
    if (!isPublished || Number(replicas) <= 1) return []
    const why = `has ${replicas} replicas, but only one container can publish its port`
    return [changeOf(service, why, 'remove the replicas, or the port')]
  })

const UPDATER = /^(watchtower|ouroboros)$/

/** It pulls new images whenever it likes, also after a rollback. */
const updaterChanges = (services: readonly Service[]): ComposeChange[] =>
  services
    .filter(({ image }) => UPDATER.test(imageName(image?.value ?? '')))
    .map(service =>
      changeOf(service, 'updates containers on its own, which a deployment would not know of', 'remove it'),
    )

/** Two containers cannot have one name. */
function nameChanges(traffic: Traffic | undefined): ComposeChange[] {
  if (traffic?.kind !== 'slots') return []
  return traffic.pairs.flatMap(({ services: [first, second] }) =>
    first.containerName && first.containerName.value === second.containerName?.value
      ? [changeOf(second, `has the container_name of ${first.name}`, 'remove container_name from both')]
      : [],
  )
}

function pairChanges(services: readonly Service[]): ComposeChange[] {
  return slotPairs(services)
    .filter(({ differences, services: [first] }) => differences.length > 0 && first.build !== undefined)
    .map(({ services: [first, second], differences }) =>
      changeOf(
        second,
        `is not a slot next to ${first.name}, because they differ in ${differences.join(', ')}`,
        'make them equal except for ports, container_name, profiles and labels',
      ),
    )
}

const slotAdvice = (service: Service): ComposeChange => ({
  ...changeOf(
    service,
    'is replaced in place, which interrupts it unless handover-port is set',
    `for a switch without interruption, define it twice, as ${service.name}_blue and ${service.name}_green with different ports and container names, and set service: ${service.name}_{slot}`,
  ),
  isOptional: true,
})
