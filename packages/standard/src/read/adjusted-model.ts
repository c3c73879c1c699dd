import type { ComposeModel, Service } from '../compose/service.ts'
import type { At } from '../yaml/node.ts'

/** The values of compose in the places of the files. */
export function adjusted(own: ComposeModel, theirs: ComposeModel): ComposeModel {
  const services = own.services.map(service => {
    const other = theirs.services.find(({ name }) => name === service.name)
    return other ? adjustedService(service, other) : service
  })
  return { ...own, services }
}

function adjustedService(own: Service, theirs: Service): Service {
  const ports = theirs.ports.map(port => {
    const same = own.ports.find(
      ({ published, target }) => published === port.published && target === port.target,
    )
    return { ...port, at: placeOf(same ?? own.ports[0] ?? own) }
  })
  return {
    ...own,
    ports,
    ...(theirs.image && own.image ? { image: { ...own.image, value: theirs.image.value } } : {}),
    ...(theirs.containerName
      ? { containerName: { ...theirs.containerName, at: placeOf(own.containerName ?? own) } }
      : {}),
    limits: { ...theirs.limits, ...(own.limits.at ? { at: own.limits.at } : {}) },
  }
}

const placeOf = ({ at }: { at: At }): At => at
