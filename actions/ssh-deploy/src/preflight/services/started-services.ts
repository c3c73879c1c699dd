import {
  type Application,
  activeProfiles,
  answeringServices,
  type ComposeModel,
  otherServices,
  withRole,
} from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { existingServices } from '@tsh/server-query'

/** The active services by what a deployment does with them, for either slot. */
export interface StartedServices {
  /** Get a new container; those that receive traffic come first. */
  started: string[]
  /** Keep their container, such as databases. */
  kept: string[]
}

export function startedServices(
  results: QueryResults,
  model: ComposeModel,
  application: Pick<Application, 'placement' | 'profiles'>,
): StartedServices {
  const { placement } = application
  const others = otherServices(model, placement, activeProfiles(results.env?.text ?? '', application))
  const existing = existingServices(results, model.name)
  const kept = withRole(others, 'third-party', 'data-store').filter(name => existing.includes(name))
  const started = [...answeringServices(placement), ...others.keys()].filter(name => !kept.includes(name))
  return { started, kept }
}
