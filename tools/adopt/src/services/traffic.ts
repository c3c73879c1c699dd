import type { RepositoryFiles, Service } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import { isStore } from './data-stores.ts'
import { oneShotsIn } from './one-shots.ts'
import { proxiesIn } from './proxies.ts'
import { bestService, publicServices } from './service-score.ts'
import { type SlotPair, slotPairs } from './slot-pairs.ts'

/** The services that receive the traffic. */
export type Traffic =
  | { kind: 'slots'; pairs: readonly SlotPair[]; main: Service }
  | {
      kind: 'in-place'
      main: Service
      /** If the main service publishes a port, the others that do and that it could be confused with. */
      alsoPublic: readonly Service[]
    }

/** Two slots if the compose file has them, else the most likely service; undefined if there is none. */
export function trafficOf(files: RepositoryFiles, { model }: Environment): Traffic | undefined {
  const { services } = model
  const excluded = [...proxiesIn(files, services), ...oneShotsIn(services)]
  const own = services.filter(service => !isStore(files, service) && !excluded.includes(service))
  const pairs = switchedPairs(own)
  const main = pairs[0]?.services[0]
  if (main) return { kind: 'slots', pairs, main }
  const service = bestService(files, own)
  if (!service) return undefined
  const all = publicServices(own)
  const alsoPublic = all.includes(service) ? all.filter(one => one !== service) : []
  return { kind: 'in-place', main: service, alsoPublic }
}

/** The pairs that switch together, those that others depend on last. */
function switchedPairs(services: readonly Service[]): SlotPair[] {
  const all = slotPairs(services).filter(({ differences }) => differences.length === 0)
  const published = all.filter(({ services: [first] }) => first.ports.length > 0)
  const pairs = (published.length > 0 ? published : all).filter(
    ({ slots }, _, [first]) => slots[0] === first?.slots[0],
  )
  const isNeeded = ({ services: [{ name }] }: SlotPair): boolean =>
    pairs.some(({ services: [other] }) => other.dependsOn.some(({ service }) => service === name))
  return [...pairs].sort((one, other) => Number(isNeeded(one)) - Number(isNeeded(other)))
}

/** The services with traffic, one of each pair. */
export function trafficServices(traffic: Traffic | undefined): Service[] {
  if (!traffic) return []
  return traffic.kind === 'slots' ? traffic.pairs.map(({ services: [first] }) => first) : [traffic.main]
}

/** The setting `service`. */
export function serviceSetting(traffic: Traffic): string | string[] {
  if (traffic.kind === 'in-place') return traffic.main.name
  const names = traffic.pairs.map(({ name }) => name)
  return names.length === 1 ? (names[0] ?? '') : names
}
