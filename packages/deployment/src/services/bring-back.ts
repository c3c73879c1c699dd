import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { Application } from '../application.ts'
import { readComposeModel } from '../compose/compose.ts'
import { writeOverride } from '../compose/override.ts'
import { nameImages, releasesBefore } from '../images/version-images.ts'
import type { Release } from '../journal/journal.ts'
import { hasSlots, type Slot } from '../traffic/slot.ts'
import { replaceInPlace } from './replace-in-place.ts'
import { updateServices } from './update-services.ts'

export interface BringBackInputs {
  application: Application
  /** Seconds for a service to become healthy. */
  healthTimeout: number
  /** Port of the second container during a replacement in place. */
  handoverPort?: number | undefined
}

/**
 * Brings the services that a release has replaced in place back to another version, from the images that the server has;
 * without slots, the app service is one of them. The checkout must be at that version.
 *
 * @throws UserError when it does not start, or its images are gone
 */
export async function bringBack(
  remote: Remote,
  { application, healthTimeout: timeout, handoverPort }: BringBackInputs,
  {
    releases,
    from,
    version,
    slot,
  }: { releases: readonly Release[]; from: Release; version: string; slot: Slot | undefined },
): Promise<void> {
  const model = await readComposeModel(remote, application, version)
  const services = from.services.filter(name => model.services[name])
  const added = from.services.filter(name => !model.services[name])
  if (added.length > 0)
    log.warning(
      `${added.join(', ')} came with ${from.version} and still runs; ${version} has no such service`,
    )
  await nameImages(remote, releasesBefore(releases, from), version)
  await writeOverride(remote, application, { services, version, slot, model })
  const update = { services, version, model, timeout }
  if (hasSlots(application.appService)) return updateServices(remote, application, update)
  await replaceInPlace(remote, application, { ...update, handoverPort })
}
