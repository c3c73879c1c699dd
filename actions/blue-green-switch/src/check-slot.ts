import { UserError } from '@tsh/action'
import { type ComposeModel, composeCommand, slotServices, waitForService } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { SwitchInputs } from './inputs.ts'
import type { PreparedRelease } from './prepared-release.ts'
import { containerProblem, parseContainers } from './slot-containers.ts'

/** Seconds for a slot that was healthy a moment ago. */
const ALREADY_HEALTHY = 10

/**
 * Makes sure that the slot runs the release that was prepared, and answers well on its own ports.
 * @throws UserError that says what is wrong and where the traffic is
 */
export async function checkSlot(
  { application, healthTimeout }: Pick<SwitchInputs, 'application' | 'healthTimeout'>,
  remote: Remote,
  { slot, oldSlot, version }: PreparedRelease,
  model: ComposeModel,
): Promise<void> {
  const services = slotServices(application.appService, slot)
  const list = ['--profile', '*', 'ps', '--all', '--format', 'json', ...services]
  const { stdout } = await remote.run([...composeCommand(application, version), ...list])
  const containers = parseContainers(stdout)
  try {
    for (const service of services) {
      const problem = containerProblem(containers, service, model.services[service]?.image)
      if (problem) throw new UserError(problem)
      const timeout = Math.min(ALREADY_HEALTHY, healthTimeout)
      await waitForService(remote, application, { service, model, timeout })
    }
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause
    throw new UserError(`${slot} is not ready: ${cause.message}. Traffic stays on ${oldSlot}`, {
      cause,
    })
  }
}
