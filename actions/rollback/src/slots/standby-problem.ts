import { type ComposeModel, type Slot, serviceHealth, slotServices, waitUntilHealthy } from '@tsh/deployment'
import type { SlotRollbackContext } from '../context.ts'

/** For a slot that has kept running. */
const STANDBY_TIMEOUT_SECONDS = 5

/** Why a slot is not a warm standby with the old version. */
export async function standbyProblem(
  { remote, application, to }: SlotRollbackContext,
  slot: Slot,
  model: ComposeModel,
): Promise<string | undefined> {
  for (const service of slotServices(application.placement, slot)) {
    const image = model.services[service]?.image
    const filters = [
      `label=com.docker.compose.project=${model.name}`,
      `label=com.docker.compose.service=${service}`,
    ]
    const { stdout } = await remote.run([
      ...['docker', 'ps', '--format', '{{.Image}}'],
      ...filters.flatMap(filter => ['--filter', filter]),
    ])
    const running = stdout.trim()
    if (running !== image) return `${service} runs ${running || 'nothing'} instead of ${image ?? to.version}`
    const problem = await waitUntilHealthy(remote, serviceHealth(application, model, service), {
      successes: 1,
      timeout: STANDBY_TIMEOUT_SECONDS,
    }).then(
      () => undefined,
      (error: Error) => error.message,
    )
    if (problem) return problem
  }
  return undefined
}
