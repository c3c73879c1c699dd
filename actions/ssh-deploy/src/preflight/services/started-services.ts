import {
  type Application,
  activeProfiles,
  answeringServices,
  type ComposeModel,
  otherServices,
  withRole,
} from '@tsh/deployment'
import { existingServices } from '../../containers/running-containers.ts'
import type { Replies } from '../../replies.ts'

/** The active services by what a deployment does with them, in whichever slot. */
export interface StartedServices {
  /** Get a container; those that answer visitors come first. */
  started: string[]
  /** Keep the container that they have, such as databases. */
  kept: string[]
}

export function startedServices(
  replies: Replies,
  model: ComposeModel,
  application: Pick<Application, 'appService' | 'slots'>,
): StartedServices {
  const others = otherServices(model, application, activeProfiles(replies.env?.text ?? ''))
  const existing = existingServices(replies, model.name)
  const kept = withRole(others, 'third-party', 'data-store').filter(name => existing.includes(name))
  const started = [...answeringServices(application), ...others.keys()].filter(name => !kept.includes(name))
  return { started, kept }
}
