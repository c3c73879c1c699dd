import type { Remote } from '@tsh/remote'
import type { InPlaceApplication } from '../application.ts'
import { endHandover, withHandover } from './handover.ts'
import { reloadProxy } from './reload-proxy.ts'
import { waitForService } from './service-health.ts'
import { changedServices, startChanged, type Update } from './update-services.ts'

/**
 * Updates services, including the app service, to a version and waits until it responds. While it is replaced, a second
 * container receives its traffic, if a handover port is set; an app service that is up to date is not touched.
 */
export async function replaceInPlace(
  remote: Remote,
  application: InPlaceApplication,
  { handoverPort: port, ...update }: Update & { handoverPort: number | undefined },
): Promise<void> {
  const { model, version, timeout } = update
  const { service, slotDirectory: directory } = application.placement
  const services = await changedServices(remote, application, update)
  const work = async (): Promise<void> => {
    await startChanged(remote, application, { ...update, services })
    await waitForService(remote, application, { service, model, timeout })
    if (services.length > 0) await reloadProxy(remote, application, { model, version })
  }
  if (port === undefined || directory === undefined) return work()
  if (services.includes(service))
    return withHandover(remote, application, { port, directory, model, version, timeout }, work)
  await work()
  await endHandover(remote, application, { directory, model })
}
