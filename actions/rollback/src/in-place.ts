import { appendEvent, checkOutCommit, recordLive, restoreServices, type Slot } from '@tsh/deployment'
import type { Journey } from './context.ts'

/** Without slots nothing of the old version runs: what is live is written down first, then everything is started again. */
export async function beginInPlace({
  inputs: { application },
  remote,
  from,
  to,
}: Journey): Promise<undefined> {
  await appendEvent(remote, application, { release: from.id, state: 'switching' })
  // First what may be refused: until then the env file names what is live.
  await checkOutCommit(remote, application.path, to.sha)
  await recordLive(remote, application, to)
}

/** Brings back the services that were replaced in place; without slots, the app service is one of them. */
export function bringBackInPlace(
  { inputs, remote, state: { releases }, from, to: { version } }: Journey,
  slot: Slot | undefined,
): Promise<void> {
  return restoreServices(remote, inputs, { releases, from, version, slot })
}
