import { assignmentOf } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import { meaningOf } from '../environments/file-words.ts'
import type { Unknown } from '../git-repository.ts'
import type { Traffic } from '../services/traffic.ts'

export interface ComposeProfiles {
  /** The setting `compose-profiles`; empty to leave it out. */
  requested: string[]
  unknowns: Unknown[]
}

/**
 * The profiles of an environment: those that the template of the env file selects, otherwise those with the name of the
 * environment. Services with traffic need none, because they are always part of a release.
 */
export function composeProfiles(environment: Environment, traffic: Traffic | undefined): ComposeProfiles {
  const { name, model, template } = environment
  const answering = traffic?.kind === 'slots' ? traffic.pairs.flatMap(pair => pair.services) : []
  const others = model.services.filter(service => !answering.includes(service) && service !== traffic?.main)
  const used = new Set(others.flatMap(({ profiles }) => profiles))
  const selected = assignmentOf(template, 'COMPOSE_PROFILES')?.value.split(',') ?? []
  const wanted = selected.length > 0 ? selected : [...used].filter(profile => meaningOf(profile) === name)
  const requested = wanted.map(profile => profile.trim()).filter(profile => used.has(profile))
  const left = others.filter(
    ({ profiles }) => profiles.length > 0 && !profiles.some(profile => requested.includes(profile)),
  )
  return { requested, unknowns: left.length === 0 ? [] : [unknownOf(name, left)] }
}

const unknownOf = (name: string, services: readonly { name: string; profiles: string[] }[]): Unknown => ({
  key: `environments.${name}.compose-profiles`,
  why: `${services.map(service => service.name).join(', ')} only run with the profiles ${[...new Set(services.flatMap(({ profiles }) => profiles))].join(', ')}`,
  find: 'list the profiles that are deployed here',
})
