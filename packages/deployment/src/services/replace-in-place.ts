import type { Remote } from '@tsh/remote'
import type { Application } from '../application.ts'
import { endHandover, withHandover } from './handover.ts'
import { waitForService } from './service-health.ts'
import { changedServices, startChanged, type Update } from './update-services.ts'

/**
 * Brings services to a version, the app service among them, and waits until it answers. While it is replaced a second
 * container has its traffic, when there is a port for one; when it needs nothing, nobody notices anything.
 */
export async function replaceInPlace(
  remote: Remote,
  application: Application,
  { handoverPort: port, ...update }: Update & { handoverPort: number | undefined },
): Promise<void> {
  const { model, version, timeout } = update
  const { appService } = application
  const services = await changedServices(remote, application, update)
  const work = async (): Promise<void> => {
    await startChanged(remote, application, { ...update, services })
    await waitForService(remote, application, { service: appService, model, timeout })
  }
  if (port === undefined) return work()
  if (services.includes(appService))
    return withHandover(remote, application, { port, model, version, timeout }, work)
  await work()
  await endHandover(remote, application, model)
}
