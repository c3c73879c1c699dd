import { type ComposeModel, dependsOn, siteService } from '@tsh/deployment'

/** Missing third-party services, by when they start. */
export interface StartingOrder {
  before: string[]
  /** They wait for services of the release, or pass the requests of visitors on to them. */
  after: string[]
}

/** @param released the services of the release that keep running */
export function startingOrder(
  model: ComposeModel,
  missing: readonly string[],
  released: readonly string[],
): StartingOrder {
  const server = siteService(model)
  const waits = (name: string): boolean => name === server || dependsOn(model, name, released)
  return { before: missing.filter(name => !waits(name)), after: missing.filter(waits) }
}
