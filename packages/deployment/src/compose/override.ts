import type { Remote } from '@tsh/remote'
import { type Application, absolute, type Project } from '../application.ts'
import { mountedContent } from '../checkout/mounted-files.ts'
import { writeFile } from '../files.ts'
import type { Slot } from '../traffic/slot.ts'
import type { ComposeModel } from './compose-model.ts'

/** The override file of a version on the server. */
export function overridePath(project: Project, version: string): string {
  return absolute(project, `.deploy/${version}.json`)
}

/** The container label with the digest of the mounted files at its start, see `mountedContent`. */
export const MOUNTED_LABEL = 'sh.tsh.mounted-files'

/**
 * Sets the version and slot of a release's containers before the env file has them: the env file changes only after the
 * traffic has moved, and a container keeps the environment that it was created with. The images are already on the
 * server by digest, so none is pulled by name, whatever pull policy the compose file sets. The commit of the version
 * must be checked out.
 */
export async function writeOverride(
  remote: Remote,
  application: Application,
  {
    services,
    version,
    slot,
    model,
  }: { services: readonly string[]; version: string; slot: Slot | undefined; model: ComposeModel },
): Promise<void> {
  const environment = ownedKeys(version, slot)
  const contents = await mountedContent(remote, application.path, { model, services })
  const override = {
    services: Object.fromEntries(
      services.map(service => {
        const content = contents.get(service)
        const labels = content === undefined ? {} : { labels: { [MOUNTED_LABEL]: content } }
        return [service, { environment, pull_policy: 'never', ...labels }]
      }),
    ),
  }
  await writeFile(remote, overridePath(application, version), `${JSON.stringify(override, null, 2)}\n`)
}

/** The env file keys owned by the pipeline, with their values while a version is live. */
export function ownedKeys(version: string, slot: Slot | undefined): Record<string, string> {
  return slot === undefined
    ? { VERSION: version }
    : { VERSION: version, ACTIVE_DEPLOYMENT_SLOT: slot, DEPLOYMENT_SLOT: slot }
}
