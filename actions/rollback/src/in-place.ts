import { log } from '@tsh/action'
import {
  appendEvent,
  checkOutCommit,
  hasSlots,
  loopbackUrl,
  readComposeModel,
  recordLive,
  type Slot,
  startServices,
  waitUntilHealthy,
  withHandover,
  writeOverride,
} from '@tsh/deployment'
import { nameImages } from './images.ts'
import type { Journey } from './slot-back.ts'

/** Without slots nothing of the old version runs: what is live is written down first, then everything is started again. */
export async function beginInPlace({
  inputs: { application },
  remote,
  from,
  to,
}: Journey): Promise<undefined> {
  await appendEvent(remote, application, { release: from.id, state: 'switching' })
  await recordLive(remote, application, to)
  await checkOutCommit(remote, application.path, to.sha)
}

/** Brings back the services that were replaced in place; without slots, the app service is one of them. */
export async function bringBackInPlace(
  { inputs, remote, state, from, to: { version } }: Journey,
  slot: Slot | undefined,
): Promise<void> {
  const { application, healthTimeout: timeout, handoverPort: port } = inputs
  const model = await readComposeModel(remote, application, version)
  const services = from.services.filter(name => model.services[name])
  const added = from.services.filter(name => !model.services[name])
  if (added.length > 0)
    log.warning(
      `${added.join(', ')} came with ${from.version} and still runs; ${version} has no such service`,
    )
  await nameImages(remote, state.releases, version)
  await writeOverride(remote, application, { services, version, slot })
  const start = (): Promise<void> =>
    log.group(`Bringing back ${services.join(', ')}`, () =>
      startServices(remote, application, { services, version, timeout }),
    )
  if (hasSlots(application.appService)) return start()
  const url = loopbackUrl(model, application.appService) + application.healthPath
  const handover = port === undefined ? undefined : { port, model, version, timeout }
  await withHandover(remote, application, handover, async () => {
    await start()
    await waitUntilHealthy(remote, url, { timeout })
  })
}
