import type { Remote } from '@tsh/remote'
import { type Application, absolute, type Project } from './application.ts'
import { writeFile } from './files.ts'
import type { Slot } from './slot.ts'

/** The override file of a version on the server. */
export function overridePath(project: Project, version: string): string {
  return absolute(project, `.deploy/${version}.json`)
}

/**
 * Tells the containers of a release their version and slot before the env file does: the env file changes only when
 * the traffic has moved, and a container keeps the environment that it was created with.
 */
export async function writeOverride(
  remote: Remote,
  application: Application,
  { services, version, slot }: { services: readonly string[]; version: string; slot: Slot | undefined },
): Promise<void> {
  const environment = ownedKeys(version, slot)
  const override = { services: Object.fromEntries(services.map(service => [service, { environment }])) }
  await writeFile(remote, overridePath(application, version), `${JSON.stringify(override, null, 2)}\n`)
}

/** The keys of the env file that belong to the pipeline, as they are while a version is live. */
export function ownedKeys(version: string, slot: Slot | undefined): Record<string, string> {
  return slot === undefined
    ? { VERSION: version }
    : { VERSION: version, ACTIVE_DEPLOYMENT_SLOT: slot, DEPLOYMENT_SLOT: slot }
}
