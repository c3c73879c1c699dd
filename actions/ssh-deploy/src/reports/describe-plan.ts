import { builtImageNames, type ComposeModel, releaseServices, type ServerState } from '@tsh/deployment'
import { linesOf, type QueryResults, runningContainers } from '@tsh/server-query'
import { missingEnvKeys } from '../checks/env-keys.ts'
import { type NotUpdated, thirdPartyServices } from '../containers/third-party-services.ts'
import type { DeployInputs } from '../inputs.ts'
import { modelBefore } from '../preflight/compose.ts'
import { type ReleasePlan, servicesOf } from '../release-plan.ts'

/** The input for describing a plan. */
export interface Planned {
  inputs: DeployInputs
  plan: ReleasePlan
  state: Pick<ServerState, 'active' | 'sha'>
  results: QueryResults
  /** The compose file of the new commit. */
  model: ComposeModel
}

export interface PlanDescription {
  /** The service whose URL is the output `slot-url`. */
  service: string
  /** The steps, each as the end of "would …". */
  steps: string[]
  /** What would change, as lines of a diff without values of the env file. */
  differences: string[]
  /** Services that would keep an outdated container. */
  notUpdated: NotUpdated[]
}

/** Describes what a deployment would do and change. */
export function describePlan(planned: Planned): PlanDescription {
  const { inputs, plan, state, results, model } = planned
  const { application, sha, migrateCommand } = inputs
  const { slot } = plan
  const { answering, others, oneShots } = servicesOf(application, plan, model)
  const { missing, notUpdated } = thirdPartyServices(results, application, {
    model,
    before: modelBefore(results),
  })
  const [service = ''] = answering
  const changed = linesOf(results.changed)
  const migrations = changed.filter(isMigration)
  return {
    service,
    steps: [
      `check out ${sha} (currently ${state.sha}, ${changed.length} files differ)`,
      ...imageSteps(planned),
      ...missing.map(name => `start ${name}, which has no container yet`),
      migrateCommand === ''
        ? 'run no migrations'
        : `run "${migrateCommand}" in a container of ${service} (${migrations.length} migrations differ)`,
      ...oneShots.map(name => `run ${name} to completion`),
      slot
        ? `start ${answering.join(', ')} in the idle slot${recreated(inputs)}; ${state.active} keeps the traffic`
        : `replace ${service} in place${recreated(inputs)}${interruption(inputs)}`,
      `update in place, ${updateCondition(inputs, slot)}: ${others.join(', ') || 'nothing'}`,
      ...notUpdated.map(({ service, reason }) => `not update ${service}, although ${reason}`),
    ],
    notUpdated,
    differences: [
      ...missingKeys(planned),
      ...imageChanges(planned, answering, others),
      ...migrations.map(file => `+${file}`),
    ],
  }
}

const recreated = ({ forceRecreate }: DeployInputs): string =>
  forceRecreate ? ', with a new container even if it is up to date' : ''

/** Only the services of a slot get new containers, because the others serve the live release as well. */
const updateCondition = ({ forceRecreate }: DeployInputs, slot: string | undefined): string =>
  forceRecreate && !slot
    ? 'with new containers even if they are up to date'
    : 'if image or configuration has changed'

const interruption = ({ handoverPort }: DeployInputs): string =>
  handoverPort === undefined ? ', which interrupts it; the setting "handover-port" avoids that' : ''

/** Before the build of a new version, only the names of its images are known. */
function imageSteps({ inputs: { version }, plan, model }: Planned): string[] {
  const { images } = plan.facts
  if (images.length > 0)
    return images.map(({ image, reference }) => `transfer image ${image}${reference && ` as ${reference}`}`)
  return builtImageNames(model, version).names.map(name => `transfer image ${name}, once it is built`)
}

const isMigration = (file: string): boolean => /(^|\/)(versions|migrations)\/.*\.(py|sql|js|ts)$/.test(file)

const missingKeys = ({ inputs, results }: Planned): string[] =>
  missingEnvKeys(results).map(key => `+${key} (in the example, not in ${inputs.application.envFile})`)

/** The image of every started service before and after; the previous image of a slot is that of the live slot. */
function imageChanges(
  { inputs: { application }, state, results, model }: Planned,
  answering: readonly string[],
  others: readonly string[],
): string[] {
  const live = releaseServices(application.placement, state.active)
  const running = new Map(
    runningContainers(results)
      .filter(({ project }) => project === model.name)
      .map(({ service, image }) => [service, image]),
  )
  const pairs = [
    ...answering.map((name, at) => [name, live[at] ?? name]),
    ...others.map(name => [name, name]),
  ]
  return pairs.flatMap(([name = '', before = '']) => {
    const old = running.get(before)
    const fresh = model.services[name]?.image ?? 'none'
    if (old === fresh) return [` ${name}: ${fresh}`]
    return [...(old ? [`-${before}: ${old}`] : []), `+${name}: ${fresh}`]
  })
}
