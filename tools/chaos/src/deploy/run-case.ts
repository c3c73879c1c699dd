import { setTimeout as sleep } from 'node:timers/promises'
import { startLoad, type Traffic } from '@tsh/sandbox'
import { lostOutside } from '@tsh/sandbox/load/tally'
import type { Case, Result, Span } from './case.ts'
import { GATE, PATH } from './environment.ts'
import { keptPorts, namesTheWayOut, restartEngine } from './kept-ports.ts'
import type { Scene, Version } from './scene.ts'
import { askLive, disagreements, leftovers, notOneLive, releasesOn, unfinished } from './verdict.ts'
import { type DisturbedRun, deploy, deployDisturbed } from './workflow.ts'

const VISITORS = { path: '/', body: '{}', connections: 8, perSecond: 40 }

/** Deploys with a fault in the middle, does what the workflow does then, deploys again, and looks at everything. */
export async function runCase(
  scene: Scene,
  one: Case,
  { bundles, number }: { bundles: string; number: number },
): Promise<Result> {
  const begun = Date.now()
  const steps: Result['steps'] = []
  const problems: string[] = []
  const load = await startLoad(scene.sandbox.publicUrl, VISITORS)
  let disturbed: DisturbedRun | undefined
  let restarted: Span | undefined
  try {
    const old = (await askLive(scene)).answers.join()
    const version = await scene.release()
    disturbed = await deployDisturbed({ scene, bundles, id: `${number}1`, version, steps }, one)
    problems.push(...(await problemsBetween(scene, one, disturbed, { old, new: version.version })))
    const next = await deployNext(scene, { bundles, id: `${number}2` }, steps)
    restarted = next.restarted
    problems.push(...next.problems)
    problems.push(...(await migrationProblems(scene, version)))
  } catch (cause) {
    problems.push(`the case could not be run: ${(cause as Error).message.slice(0, 300)}`)
  }
  const traffic = await load.stop()
  const away = one.fault.unavoidable === undefined ? [restarted] : [disturbed?.fault, restarted]
  problems.push(...lossProblems(traffic, away))
  const visitors = { requests: traffic.requests, lost: traffic.lost }
  return { case: one, problems, steps, visitors, restarted, seconds: (Date.now() - begun) / 1000 }
}

/** What is wrong after the run that something went wrong in. */
async function problemsBetween(
  scene: Scene,
  one: Case,
  { problem, promised }: DisturbedRun,
  versions: { old: string; new: string },
): Promise<string[]> {
  const problems = problem === undefined ? [] : [problem]
  problems.push(...(await lockProblems(scene, one)))
  if (one.fault.unavoidable !== undefined) await untilAnswering(scene.sandbox.publicUrl)
  const live = await askLive(scene)
  problems.push(...notOneLive(scene, live))
  if (promised && live.answers.join() !== versions[promised])
    problems.push(`the last action promised ${versions[promised]}, but ${live.answers.join()} is live`)
  return problems
}

/** Milliseconds that containers may need after their engine; what is not back then does not come back by itself. */
const CONTAINERS_BACK = 60_000

async function untilAnswering(url: string): Promise<void> {
  const deadline = Date.now() + CONTAINERS_BACK
  const answers = async () => (await fetch(url).catch(() => undefined))?.ok ?? false
  while (!(await answers()) && Date.now() < deadline) await sleep(50)
}

/** Deploys the next version, and says what is wrong with that and after it. */
async function deployNext(
  scene: Scene,
  { bundles, id }: { bundles: string; id: string },
  steps: Result['steps'],
): Promise<Pick<Result, 'problems' | 'restarted'>> {
  const before = (await askLive(scene)).answers.join()
  const left = unfinished(await releasesOn(scene))
  const version = await scene.release()
  const attempt = async () => {
    const next: Result['steps'] = []
    const failed = await deploy({ scene, bundles, id, version, steps: next })
    steps.push(...next.map(({ step, ...end }) => ({ step: `next ${step}`, ...end })))
    return { failed, log: next[0]?.log ?? '' }
  }
  let { failed, log } = await attempt()
  const asked = failed !== undefined && namesTheWayOut(failed, await keptPorts(scene))
  const restarted = asked ? await restartEngine(scene) : undefined
  if (restarted) ({ failed, log } = await attempt())
  const problems = failed === undefined ? [] : [`the next deployment failed: ${failed}`]
  if (left && !log.includes(`Found interrupted release ${left.id}`))
    problems.push(`the next deployment does not say that it met ${left.id}, left ${left.state}`)
  // What a release was left in the middle of is ended first, and that may be a way back.
  const ended = left ? [before, left.previous?.version ?? ''] : [before]
  problems.push(...(await disagreements(scene, version, ended)), ...(await leftovers(scene)))
  return { problems, restarted }
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

/** @param away when requests may be lost, because nobody could save them */
function lossProblems(traffic: Traffic, away: readonly (Span | undefined)[]): string[] {
  if (traffic.requests === 0) return ['there were no visitors']
  const times = away
    .filter(span => span !== undefined)
    .map(({ from, to }) => ({
      from: from - traffic.startedAt - 200,
      to: endOfOutage(traffic, to - traffic.startedAt),
    }))
  const lost = lostOutside(traffic, ...times)
  const seen = traffic.losses.slice(0, 3).join(', ')
  return lost === 0 ? [] : [`${lost} of ${traffic.requests} requests lost: ${seen}`]
}

/**
 * The first moment from then on in which every request was answered. A slow machine takes longer to start containers;
 * that the site answers when the job has ended is asserted by itself.
 */
const endOfOutage = ({ buckets }: Traffic, to: number): number =>
  buckets.find(({ at, lost }) => at > to && lost === 0)?.at ?? to
