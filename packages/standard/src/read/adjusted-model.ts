import type { ComposeModel, Service } from '../compose/service.ts'
import type { At } from '../yaml/node.ts'

/** The values resolved by compose, at the positions in the files. */
export function adjusted(own: ComposeModel, resolved: ComposeModel): ComposeModel {
  const services = own.services.map(service => {
    const other = resolved.services.find(({ name }) => name === service.name)
    return other ? adjustedService(service, other) : service
  })
  return { ...own, services }
}

function adjustedService(own: Service, resolved: Service): Service {
  const ports = resolved.ports.map(port => {
    const same = own.ports.find(
      ({ published, target }) => published === port.published && target === port.target,
    )
    return { ...port, at: placeOf(same ?? own.ports[0] ?? own) }
  })
  return {
    ...own,
    ports,
    ...(resolved.image && own.image ? { image: { ...own.image, value: resolved.image.value } } : {}),
    ...(resolved.containerName
      ? { containerName: { ...resolved.containerName, at: placeOf(own.containerName ?? own) } }
      : {}),
    limits: { ...resolved.limits, ...(own.limits.at ? { at: own.limits.at } : {}) },
  }
}

const placeOf = ({ at }: { at: At }): At => at
