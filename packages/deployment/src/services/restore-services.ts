import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, hasSlots } from '../application.ts'
import { readComposeModel } from '../compose/compose.ts'
import { writeOverride } from '../compose/override.ts'
import { atVersion } from '../compose/version-files.ts'
import { nameImages, releasesBefore } from '../images/version-images.ts'
import type { Release } from '../journal/journal.ts'
import type { Slot } from '../traffic/slot.ts'
import { replaceInPlace } from './replace-in-place.ts'
import { updateServices } from './update-services.ts'

export interface RestoreServicesInputs {
  application: Application
  /** Seconds for a service to become healthy. */
  healthTimeout: number
  /** Port of the temporary second container during an in-place replacement. */
  handoverPort?: number | undefined
}

/**
 * Restores the services that a release replaced in place to another version, from local images; without slots, the app
 * service is one of them. The checkout must be at that version.
 *
 * @throws UserError when it does not start, or its images are missing
 */
export async function restoreServices(
  remote: Remote,
  inputs: RestoreServicesInputs,
  {
    releases,
    from,
    version,
    slot,
  }: { releases: readonly Release[]; from: Release; version: string; slot: Slot | undefined },
): Promise<void> {
  const { healthTimeout: timeout, handoverPort } = inputs
  const application = await atVersion(remote, inputs.application, releases, version)
  const model = await readComposeModel(remote, application, version)
  const services = from.services.filter(name => model.services[name])
  const added = from.services.filter(name => !model.services[name])
  if (added.length > 0)
    log.warning(
      `Services added in ${from.version} are still running, but ${version} does not define them: ${added.join(', ')}`,
    )
  await nameImages(remote, releasesBefore(releases, from), version)
  await writeOverride(remote, application, { services, version, slot, model })
  const update = { services, version, model, timeout }
  if (hasSlots(application)) return updateServices(remote, application, update)
  await replaceInPlace(remote, application, { ...update, handoverPort })
}
