import { type ComposeModel, type Slot, serviceUrl, slotServices, waitUntilHealthy } from '@tsh/deployment'
import type { Journey } from '../context.ts'

/** Seconds for a slot that has kept running. */
const ALREADY_HEALTHY = 5

/** Why a slot cannot answer for the old version as it is, or nothing when it can. */
export async function coldness(
  { inputs: { application }, remote, to }: Journey,
  slot: Slot,
  model: ComposeModel,
): Promise<string | undefined> {
  for (const service of slotServices(application.appService, slot)) {
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
    if (running !== image) return `${service} runs ${running || 'nothing'}, not ${image ?? to.version}`
    const url = serviceUrl(model, service) + application.healthPath
    const fault = await waitUntilHealthy(remote, url, { successes: 1, timeout: ALREADY_HEALTHY }).then(
      () => undefined,
      (cause: Error) => cause.message,
    )
    if (fault) return fault
  }
  return undefined
}
