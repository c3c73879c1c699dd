import type { Remote } from '@tsh/remote'
import type { Application } from '../application.ts'
import { type ComposeModel, serviceUrl } from '../compose/compose-model.ts'
import { type HealthCheck, waitUntilHealthy } from './health.ts'
import { requireRunning } from './watch-services.ts'

/** The health check of a service at its published address. */
export const serviceHealth = (
  { healthPath, publicUrl }: Pick<Application, 'healthPath' | 'publicUrl'>,
  model: ComposeModel,
  service: string,
): HealthCheck => ({ url: serviceUrl(model, service) + healthPath, publicUrl })

/**
 * Waits until a service is healthy at its published address.
 * @param timeout in seconds
 * @throws UserError with the last response on timeout, or immediately when its container has stopped
 */
export async function waitForService(
  remote: Remote,
  application: Application,
  { service, model, timeout }: { service: string; model: ComposeModel; timeout: number },
): Promise<void> {
  await waitUntilHealthy(remote, serviceHealth(application, model, service), {
    timeout,
    checkAlive: () => requireRunning(remote, application, service),
  })
}
