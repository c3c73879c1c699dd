import { log, workflowRun, writeSummary } from '@tsh/action'
import {
  loopbackUrl,
  readComposeModel,
  readServerState,
  servicesInPlace,
  slotService,
  slotServices,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { Deployed } from './deploy.ts'
import type { DeployInputs } from './inputs.ts'
import { preflight } from './preflight/preflight.ts'
import { planRelease } from './release-plan.ts'

/** Says what a deployment would do, from what is on the server now. It reads and writes nothing. */
export async function planned(inputs: DeployInputs, remote: Remote): Promise<Deployed> {
  const { application, version, sha, images, migrateCommand } = inputs
  await preflight(inputs, remote)
  const state = await readServerState(remote, application)
  const model = await readComposeModel(remote, application, version)
  const plan = planRelease(inputs, state, workflowRun())
  const service = plan.slot ? slotService(application.appService, plan.slot) : application.appService
  const steps = [
    `check out ${sha} (now ${state.sha})`,
    ...images.map(({ image, reference }) => `bring image ${image}${reference ? ` as ${reference}` : ''}`),
    migrateCommand === '' ? 'run no migrations' : `run "${migrateCommand}" in a container of ${service}`,
    plan.slot
      ? `start ${slotServices(application.appService, plan.slot).join(', ')} in the idle slot; ${state.active} keeps the traffic`
      : `replace ${service} in place`,
    `update in place: ${servicesInPlace(model, application, plan.profiles).join(', ') || 'nothing'}`,
  ]
  for (const step of steps) log.info(`would ${step}`)
  await writeSummary(
    `### Dry run of ${version}\n\nNothing was changed. A deployment would:\n\n${steps.map(step => `1. ${step}`).join('\n')}\n`,
  )
  return {
    release: '',
    slot: plan.slot ?? '',
    'slot-url': loopbackUrl(model, service),
    'previous-version': state.version ?? '',
    state: 'planned',
  }
}
