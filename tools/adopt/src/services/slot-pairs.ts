import { plain, type Service } from '@tsh/standard/reading'

/** Two services that only differ in what belongs to a slot. */
export interface SlotPair {
  /** Such as `app_{slot}`. */
  name: string
  slots: readonly [string, string]
  services: readonly [Service, Service]
  /** Other keys in which they differ; empty for slots. */
  differences: string[]
}

const SLOTS = [
  ['blue', 'green'],
  ['left', 'right'],
  ['a', 'b'],
  ['red', 'black'],
] as const

/** What may differ between slots. The values of `environment` may, its keys may not. */
const OWN = new Set(['ports', 'expose', 'container_name', 'hostname', 'profiles', 'labels'])

/** Services whose names differ only in the name of a slot. */
export function slotPairs(services: readonly Service[]): SlotPair[] {
  return SLOTS.flatMap(slots =>
    services.flatMap(first => {
      const name = patternOf(first.name, slots[0])
      const second = services.find(one => name !== undefined && patternOf(one.name, slots[1]) === name)
      if (name === undefined || !second) return []
      return [
        { name, slots, services: [first, second] as const, differences: differences(first, second, slots) },
      ]
    }),
  )
}

/** The name with `{slot}` for the slot: a word between `-`, `_` and `.`. */
function patternOf(name: string, slot: string): string | undefined {
  const pattern = name.replace(wordIn(slot), '$1{slot}')
  return pattern === name ? undefined : pattern
}

const wordIn = (slot: string): RegExp => new RegExp(`(^|[^A-Za-z0-9])${slot}(?![A-Za-z0-9])`, 'g')

function differences(first: Service, second: Service, slots: readonly [string, string]): string[] {
  const [one, other] = [first, second].map((service, at) => comparable(service, slots[at] ?? ''))
  const keys = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])
  return [...keys].filter(key => one?.[key] !== other?.[key]).sort()
}

function comparable(service: Service, slot: string): Record<string, string> {
  const entries = Object.entries(plain(service.node) as Record<string, unknown>).filter(
    ([key]) => !OWN.has(key),
  )
  const texts = entries.map(([key, value]) => [key, JSON.stringify(value).replace(wordIn(slot), '$1{slot}')])
  const environment = service.environment.map(({ key }) => key).sort()
  return {
    ...Object.fromEntries(texts),
    ...(environment.length > 0 ? { environment: environment.join() } : {}),
  }
}
