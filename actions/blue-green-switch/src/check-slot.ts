import { UserError } from '@tsh/action'
import { type ComposeModel, composeCommand, slotServices, waitForService } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { SwitchInputs } from './inputs.ts'
import type { PreparedRelease } from './prepared-release.ts'
import { containerProblem, parseContainers } from './slot-containers.ts'

/** For a slot that was healthy a moment ago. */
const HEALTH_TIMEOUT_SECONDS = 10

/**
 * Verifies that the slot runs the prepared release and is healthy on its own ports.
 * @throws UserError with the problem and the slot that has the traffic
 */
export async function checkSlot(
  { application, healthTimeout }: Pick<SwitchInputs, 'application' | 'healthTimeout'>,
  remote: Remote,
  { slot, oldSlot, version }: PreparedRelease,
  model: ComposeModel,
): Promise<void> {
  const services = slotServices(application.placement, slot)
  const list = ['--profile', '*', 'ps', '--all', '--format', 'json', ...services]
  const { stdout } = await remote.run([...composeCommand(application, version), ...list])
  const containers = parseContainers(stdout)
  try {
    for (const service of services) {
      const problem = containerProblem(containers, service, model.services[service]?.image)
      if (problem) throw new UserError(problem)
      const timeout = Math.min(HEALTH_TIMEOUT_SECONDS, healthTimeout)
      await waitForService(remote, application, { service, model, timeout })
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(`${slot} is not ready: ${error.message}. Traffic stays on ${oldSlot}`, {
      cause: error,
    })
  }
}
