import { isSamePort } from '../../compose/ports.ts'
import type { Port, Service } from '../../compose/service.ts'
import { type Environment, shareServer } from '../../model/environment.ts'
import type { Repository } from '../../model/repository.ts'
import { servicesIn } from '../../model/repository.ts'
import { expectedPorts } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'

interface Collision {
  service: Service
  port: Port
  other: Service
  /** The other environment. */
  where: string
}

/** Ports published in two environments, reported in the one whose standard does not include the port. */
export function collisions({ environments }: Repository): Collision[] {
  return environments.flatMap((one, index) =>
    environments.slice(index + 1).flatMap(other => {
      const isSameFile = one.composeFiles.join() === other.composeFiles.join()
      if (isSameFile && (one.profile === undefined ? !shareServer(one, other) : false)) return []
      const [violating, owner] = isOwner(one, other) ? [other, one] : [one, other]
      return shared(violating, owner)
    }),
  )
}

/** Whether the first of two environments keeps its ports: production, else the first one. */
const isOwner = (one: Environment, other: Environment): boolean =>
  one.name === 'production' || other.name !== 'production'

function shared(violating: Environment, owner: Environment): Collision[] {
  const own = new Set([...expectedPorts(violating).values()].flat().map(text => Number(text.split(':')[0])))
  const [from, against] = [portsOf(violating), portsOf(owner)]
  return from.flatMap(({ service, port }) => {
    const found = against.find(one => isSamePort(one.port, port))
    if (!found) return []
    // The other environment uses a port of this one.
    const isOwn = own.has(port.published ?? 0) && !isExpected(owner, found.port)
    return [
      isOwn
        ? { service: found.service, port: found.port, other: service, where: violating.name }
        : { service, port, other: found.service, where: owner.name },
    ]
  })
}

const isExpected = (environment: Environment, { published }: Port): boolean =>
  [...expectedPorts(environment).values()].flat().some(text => Number(text.split(':')[0]) === published)

const portsOf = ({ model }: Environment): { service: Service; port: Port }[] =>
  (model?.services ?? []).flatMap(service => service.ports.map(port => ({ service, port })))

export const portOfOtherEnvironment: Rule = {
  id: 'PORT-2',
  severity: 'E',
  title: 'No host port is published in two environments.',
  fix: 'Use the ports of the standard for this environment.',
  check: repository =>
    collisions(repository).map(({ service, port, other, where }) => ({
      at: port.at,
      subject: String(port.published),
      message: `${service.name} and ${other.name} in ${where} both publish ${port.published}`,
    })),
}

/** Ports that an earlier service in the same model also publishes. */
export function duplicates(repository: Repository): (Collision & { where: string })[] {
  const all = servicesIn(repository).flatMap(({ service, model }) =>
    service.ports.map(port => ({ service, port, model })),
  )
  return all.flatMap(({ service, port, model }, index) => {
    const before = all
      .slice(0, index)
      .find(one => one.model === model && one.service !== service && isSamePort(one.port, port))
    return before ? [{ service, port, other: before.service, where: '' }] : []
  })
}

export const portTwice: Rule = {
  id: 'PORT-3',
  severity: 'E',
  title: 'No host port is published twice in one environment, across all profiles.',
  fix: 'Give each service its own port.',
  check: repository =>
    duplicates(repository).map(({ service, port, other }) => ({
      at: port.at,
      subject: String(port.published),
      message: `${service.name} and ${other.name} both publish ${port.published}`,
    })),
}
