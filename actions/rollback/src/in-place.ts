import { appendEvent, checkOutCommit, recordLive, restoreServices, type Slot } from '@tsh/deployment'
import type { RollbackContext } from './context.ts'

/** Without slots, nothing of the old version is running: it is recorded as live first, then everything is restarted. */
export async function beginInPlace({
  inputs: { application },
  remote,
  from,
  to,
}: RollbackContext): Promise<undefined> {
  await appendEvent(remote, application, { release: from.id, state: 'switching' })
  // First the step that may be refused: until then the env file names the live version.
  await checkOutCommit(remote, application.path, to.sha)
  await recordLive(remote, application, to)
}

/** Restores the services that were replaced in place; without slots, that includes the app service. */
export function restoreInPlace(
  { inputs, remote, state: { releases }, from, to: { version } }: RollbackContext,
  slot: Slot | undefined,
): Promise<void> {
  return restoreServices(remote, inputs, { releases, from, version, slot })
}
