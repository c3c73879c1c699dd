import { placeOf } from '../../compose/model.ts'
import type { Service } from '../../compose/service.ts'
import type { Evidence } from '../../finding.ts'
import { hasToken, slotsOf } from '../../model/environment.ts'
import type { Rule } from '../../rule.ts'
import { entriesOf, plain } from '../../yaml/node.ts'

/** Keys that may differ between slots. */
const OWN = new Set(['ports', 'container_name', 'labels', 'profiles', 'hostname', 'expose'])

export const equalSlots: Rule = {
  id: 'CMP-7',
  severity: 'E',
  title: 'The slots are identical except for slot name, port, container name, labels and profile.',
  fix: 'Define both with the same YAML anchor.',
  check: ({ environments }) =>
    environments.flatMap(environment => {
      const [first = '', second = ''] = slotsOf(environment)
      const services = environment.model?.services ?? []
      return services.flatMap(service => {
        if (!hasToken(service.name, second)) return []
        const twin = services.find(one => one.name === service.name.replace(second, first))
        return twin ? differences(twin, service, [first, second]) : []
      })
    }),
}

function differences(one: Service, other: Service, slots: readonly string[]): Evidence[] {
  const [a, b] = [one, other].map(({ node }) => new Map(entriesOf(node).filter(([key]) => !OWN.has(key))))
  const keys = [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])]
  return keys
    .filter(key => comparable(a?.get(key)?.node, key, slots) !== comparable(b?.get(key)?.node, key, slots))
    .map(key => ({
      at: placeOf(b?.has(key) ? other : one, key),
      subject: key,
      message: `${one.name} and ${other.name} differ in ${key}`,
    }))
}

/** As text, with slot names replaced by a placeholder. */
function comparable(
  node: Parameters<typeof plain>[0] | undefined,
  key: string,
  slots: readonly string[],
): string {
  if (!node) return ''
  const text = JSON.stringify(sortedKeys(plain(node)))
  if (key !== 'environment' && key !== 'volumes' && key !== 'networks') return text
  return slots.reduce((result, slot) => result.replaceAll(slot, '{slot}'), text)
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  )
}
