import { type Load, startLoad } from '@tsh/rehearsal'
import { lostOutside } from '../../../rehearsal/src/load/tally.ts'
import { type Action, type ActionEnd, inputsFor, startAction } from './action.ts'
import type { Case, Result } from './case.ts'
import { type Disturbed, disturb } from './disturb.ts'
import { GATE, PATH } from './environment.ts'
import type { Scene, Version } from './scene.ts'
import { askLive, disagreements, leftovers, notOneLive, releasesOn, unfinished } from './verdict.ts'

/** The actions of a workflow's jobs, in order. */
const JOBS: Record<Scene['environment'], readonly Action[]> = {
  production: ['ssh-deploy', 'blue-green-switch', 'rollback'],
  staging: ['ssh-deploy', 'rollback'],
}

/** The answers of an engine that has just started may come a little later than its own word, ms. */
const AFTER = 1500

/** Deploys with a fault in the middle, does what the workflow does then, deploys again, and looks at everything. */
export async function runCase(
  scene: Scene,
  one: Case,
  how: { bundles: string; id: number },
): Promise<Result> {
  const begun = Date.now()
  const steps: Result['steps'] = []
  const load = await startLoad(scene.sandbox.publicUrl, {
    path: '/',
    body: '{}',
    connections: 8,
    perSecond: 60,
  })
  const problems = await deployTwice(scene, one, { ...how, steps, load }).catch((cause: Error) => [
    `the case could not be run: ${cause.message.slice(0, 300)}`,
  ])
  return { case: one, problems, steps, seconds: (Date.now() - begun) / 1000 }
}

interface Course {
  bundles: string
  id: number
  steps: Result['steps']
  load: Load
}

async function deployTwice(scene: Scene, one: Case, course: Course): Promise<string[]> {
  const { id, steps, load } = course
  const old = await askLive(scene)
  const first = await scene.release()
  const disturbed = await deployDisturbed(scene, one, course, first)
  const problems = disturbed.problem ? [disturbed.problem] : []
  problems.push(...(await lockProblems(scene, one)))
  const between = await askLive(scene)
  problems.push(...notOneLive(scene, between))
  const [live = ''] = between.answers
  if (disturbed.wanted === 'new' && live !== first.version) problems.push(`reported as live, but ${live} is`)
  if (disturbed.wanted === 'old' && live !== old.answers[0])
    problems.push(`reported as rolled back, but ${live} is live`)
  const open = unfinished(await releasesOn(scene))
  const second = await scene.release()
  const ends = await runAll(scene, course, { version: second, run: `${id}2`, actions: deploying(scene) })
  const failed = ends.find(({ code }) => code !== 0)
  if (failed) problems.push(`the next deployment failed: ${errorIn(failed)}`)
  const said = steps.find(({ step }) => step.startsWith('next'))?.log ?? ''
  if (open && !said.includes(`Release ${open.id} was left`))
    problems.push(`the next deployment does not say that it met ${open.id}, left ${open.state}`)
  problems.push(...(await disagreements(scene, second, live)), ...(await leftovers(scene)))
  problems.push(...(await migrationProblems(scene, first)))
  return [...problems, ...(await lossProblems(load, one, disturbed.fault))]
}

interface Course1 extends Disturbed {
  /** What must be live when the actions have told the truth; undefined when they have not said. */
  wanted: 'old' | 'new' | undefined
}

async function deployDisturbed(scene: Scene, one: Case, course: Course, version: Version): Promise<Course1> {
  const { fault, moment } = one
  const { id, steps, bundles } = course
  const run = `${id}1`
  const jobs = JOBS[scene.environment]
  const at = jobs.indexOf(moment.action)
  const before = await runAll(scene, course, { version, run, actions: jobs.slice(0, at) })
  if (before.some(({ code }) => code !== 0))
    throw new Error(`it failed before the fault: ${errorIn(before.at(-1))}`)
  const release = before[0]?.outputs.release ?? ''
  const start = () =>
    startAction({ bundles, action: moment.action, run }, inputsFor(scene, moment.action, version, release))
  const disturbed = await disturb(scene, one, { run, start })
  steps.push({ step: moment.action, ...disturbed.end })
  if (moment.action === 'rollback')
    return { ...disturbed, wanted: disturbed.end.code === 0 ? 'old' : undefined }
  let failed = fault.endsJob || disturbed.end.code !== 0
  if (!failed) {
    const actions = jobs.slice(at + 1, -1)
    const rest = await runAll(scene, course, {
      version,
      run,
      actions,
      release: disturbed.end.outputs.release,
    })
    failed = rest.some(({ code }) => code !== 0)
  }
  if (!failed) return { ...disturbed, wanted: 'new' }
  if (!fault.rollbackFollows) return { ...disturbed, wanted: undefined }
  const [back] = await runAll(scene, course, { version, run, actions: ['rollback'] })
  if (back?.code === 0) return { ...disturbed, wanted: 'old' }
  return {
    ...disturbed,
    problem: disturbed.problem ?? `the rollback failed: ${errorIn(back)}`,
    wanted: undefined,
  }
}

const deploying = ({ environment }: Scene): readonly Action[] => JOBS[environment].slice(0, -1)

/** Runs actions one after the other, as the steps of a job, until one fails. */
async function runAll(
  scene: Scene,
  { bundles, steps, id }: Course,
  job: { version: Version; run: string; actions: readonly Action[]; release?: string | undefined },
): Promise<ActionEnd[]> {
  const ends: ActionEnd[] = []
  let { release = '' } = job
  for (const action of job.actions) {
    const inputs = inputsFor(scene, action, job.version, release)
    const end = await startAction({ bundles, action, run: job.run }, inputs).ended
    ends.push(end)
    steps.push({ step: job.run === `${id}2` ? `next ${action}` : action, ...end })
    if (end.code !== 0) break
    release = end.outputs.release ?? release
  }
  return ends
}

async function lockProblems({ exec }: Scene, { fault }: Case): Promise<string[]> {
  const begun = Date.now()
  const free = await exec(`flock -w 90 ${PATH}/.deploy/lock true && echo free || true`)
  const seconds = (Date.now() - begun) / 1000
  if (free !== 'free') return ['the lock is not free after 90 s']
  return seconds > fault.lockFree ? [`the lock was free only after ${seconds.toFixed(1)} s`] : []
}

/** A migration must not run twice in one deployment. */
async function migrationProblems({ exec }: Scene, { version }: Version): Promise<string[]> {
  const times = Number(await exec(`grep -cx ${version} ${GATE}/migrations || true`))
  return times > 1 ? [`the migration ran ${times} times`] : []
}

async function lossProblems(
  load: Load,
  { fault }: Case,
  { from, to }: Disturbed['fault'],
): Promise<string[]> {
  const traffic = await load.stop()
  const window = { from: from - traffic.startedAt - 200, to: to - traffic.startedAt + AFTER }
  const lost = fault.unavoidable === undefined ? traffic.lost : lostOutside(traffic, window)
  if (traffic.requests === 0) return ['there was no load']
  return lost === 0
    ? []
    : [`${lost} of ${traffic.requests} requests lost: ${traffic.losses.slice(0, 3).join(', ')}`]
}

function errorIn(end: ActionEnd | undefined): string {
  const errors = [...(end?.log ?? '').matchAll(/^::error[^:]*::(.*)$/gm)].map(([, text]) => text)
  return errors.join(' ') || `exit code ${end?.code}`
}
