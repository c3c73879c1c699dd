import { type Action, type ActionEnd, inputsFor, startAction } from './action.ts'
import type { Case, Result } from './case.ts'
import { type FaultInjection, injectFault } from './inject-fault.ts'
import { explainsKeptPorts, keptPorts } from './kept-ports.ts'
import type { Testbed, Version } from './testbed.ts'

/** The actions of a workflow's jobs, in order; the last one is a separate job. */
const ACTIONS: Record<Testbed['environment'], readonly Action[]> = {
  production: ['ssh-deploy', 'blue-green-switch', 'rollback'],
  staging: ['ssh-deploy', 'rollback'],
}

/** A run of a workflow on a testbed. */
export interface Run {
  testbed: Testbed
  bundles: string
  /** The run id. */
  id: string
  version: Version
  /** Collects its steps. */
  steps: Result['steps']
}

/** The result of a run with a fault. */
export interface FaultRun extends FaultInjection {
  /** What must be live according to its last action; undefined if it promised nothing. */
  promised: 'old' | 'new' | undefined
}

/** Deploys a version like the workflow's job. @returns the reason of a failure, or undefined */
export async function deploy(run: Run): Promise<string | undefined> {
  return errorIn((await runSteps(run, ACTIONS[run.testbed.environment].slice(0, -1))).at(-1))
}

/** Deploys with a fault, and continues like the workflow: the rest of the job, and the rollback job. */
export async function deployWithFault(run: Run, one: Case): Promise<FaultRun> {
  const { fault, point } = one
  const actions = ACTIONS[run.testbed.environment]
  const at = actions.indexOf(point.action)
  const before = await runSteps(run, actions.slice(0, at))
  const early = errorIn(before.at(-1))
  if (early) throw new Error(`the deployment failed before the fault: ${early}`)
  const start = () => startStep(run, point.action, before[0]?.outputs.release)
  const injected = await injectFault(run.testbed, one, { run: run.id, start })
  run.steps.push({ step: point.action, ...injected.end })
  const failed = injected.end.code !== 0
  if (point.action === 'rollback') return { ...injected, promised: failed ? undefined : 'old' }
  if (!fault.endsJob && !failed) {
    const rest = await runSteps(run, actions.slice(at + 1, -1), injected.end.outputs.release)
    if (rest.every(({ code }) => code === 0)) return { ...injected, promised: 'new' }
  }
  if (!fault.rollbackFollows) return { ...injected, promised: undefined }
  const why = errorIn((await runSteps(run, ['rollback'])).at(-1))
  if (why === undefined) return { ...injected, promised: 'old' }
  if (explainsKeptPorts(why, await keptPorts(run.testbed))) return { ...injected, promised: undefined }
  return { ...injected, promised: undefined, problem: injected.problem ?? `the rollback failed: ${why}` }
}

/** Runs actions sequentially, until one fails. */
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

const startStep = ({ testbed, bundles, id, version }: Run, action: Action, release?: string) =>
  startAction({ bundles, action, run: id }, inputsFor(testbed, action, version, release))

/** Why an action failed; undefined if it succeeded. */
function errorIn(end: ActionEnd | undefined): string | undefined {
  if (!end || end.code === 0) return undefined
  const errors = [...end.log.matchAll(/^::error[^:]*::(.*)$/gm)].map(([, text]) => text)
  return errors.join(' ') || `exit code ${end.code}`
}
