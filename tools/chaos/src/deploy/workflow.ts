import { type Action, type ActionEnd, inputsFor, startAction } from './action.ts'
import type { Case, Result } from './case.ts'
import { type Disturbed, disturb } from './disturb.ts'
import { keptPorts, namesTheWayOut } from './kept-ports.ts'
import type { Scene, Version } from './scene.ts'

/** The actions of a workflow's jobs, in order; the last is a job of its own. */
const ACTIONS: Record<Scene['environment'], readonly Action[]> = {
  production: ['ssh-deploy', 'blue-green-switch', 'rollback'],
  staging: ['ssh-deploy', 'rollback'],
}

/** A run of a workflow on a scene. */
export interface Run {
  scene: Scene
  bundles: string
  /** Its id, as the runner has it. */
  id: string
  version: Version
  /** Where its steps are noted. */
  steps: Result['steps']
}

/** How a run ended that something went wrong in. */
export interface DisturbedRun extends Disturbed {
  /** What must be live when its last action has told the truth; undefined when that has promised nothing. */
  promised: 'old' | 'new' | undefined
}

/** Deploys a version as the workflow's job does. @returns why that failed, or nothing */
export async function deploy(run: Run): Promise<string | undefined> {
  return errorIn((await runSteps(run, ACTIONS[run.scene.environment].slice(0, -1))).at(-1))
}

/** Deploys with a fault in the middle, and goes on as the workflow does then: the job, and its job that rolls back. */
export async function deployDisturbed(run: Run, one: Case): Promise<DisturbedRun> {
  const { fault, moment } = one
  const actions = ACTIONS[run.scene.environment]
  const at = actions.indexOf(moment.action)
  const before = await runSteps(run, actions.slice(0, at))
  const early = errorIn(before.at(-1))
  if (early) throw new Error(`it failed before the fault: ${early}`)
  const start = () => startStep(run, moment.action, before[0]?.outputs.release)
  const disturbed = await disturb(run.scene, one, { run: run.id, start })
  run.steps.push({ step: moment.action, ...disturbed.end })
  const failed = disturbed.end.code !== 0
  if (moment.action === 'rollback') return { ...disturbed, promised: failed ? undefined : 'old' }
  if (!fault.endsJob && !failed) {
    const rest = await runSteps(run, actions.slice(at + 1, -1), disturbed.end.outputs.release)
    if (rest.every(({ code }) => code === 0)) return { ...disturbed, promised: 'new' }
  }
  if (!fault.rollbackFollows) return { ...disturbed, promised: undefined }
  const why = errorIn((await runSteps(run, ['rollback'])).at(-1))
  if (why === undefined) return { ...disturbed, promised: 'old' }
  if (namesTheWayOut(why, await keptPorts(run.scene))) return { ...disturbed, promised: undefined }
  return { ...disturbed, promised: undefined, problem: disturbed.problem ?? `the rollback failed: ${why}` }
}

/** Runs actions one after the other, until one fails. */
async function runSteps(run: Run, actions: readonly Action[], release?: string): Promise<ActionEnd[]> {
  const ends: ActionEnd[] = []
  for (const action of actions) {
    const end = await startStep(run, action, release ?? ends[0]?.outputs.release).ended
    run.steps.push({ step: action, ...end })
    ends.push(end)
    if (end.code !== 0) break
  }
  return ends
}

const startStep = ({ scene, bundles, id, version }: Run, action: Action, release?: string) =>
  startAction({ bundles, action, run: id }, inputsFor(scene, action, version, release))

/** Why an action failed, or nothing when it did not. */
function errorIn(end: ActionEnd | undefined): string | undefined {
  if (!end || end.code === 0) return undefined
  const errors = [...end.log.matchAll(/^::error[^:]*::(.*)$/gm)].map(([, text]) => text)
  return errors.join(' ') || `exit code ${end.code}`
}
