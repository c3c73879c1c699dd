import { setTimeout as sleep } from 'node:timers/promises'
import { startLoad, type Traffic } from '@tsh/sandbox'
import { lostOutside } from '@tsh/sandbox/load/tally'
import type { Case, Result, Span } from './case.ts'
import { GATE, PATH } from './environment.ts'
import { explainsKeptPorts, keptPorts, restartEngine } from './kept-ports.ts'
import type { Testbed, Version } from './testbed.ts'
import { disagreements, leftovers, liveProblems, queryLive, releasesOn, unfinished } from './verdict.ts'
import { deploy, deployWithFault, type FaultRun } from './workflow.ts'

const VISITORS = { path: '/', body: '{}', connections: 8, perSecond: 40 }

/** Deploys with a fault, continues like the workflow, deploys again, and checks everything. */
export async function runCase(
  testbed: Testbed,
  one: Case,
  { bundles, number }: { bundles: string; number: number },
): Promise<Result> {
  const startedAt = Date.now()
  const steps: Result['steps'] = []
  const problems: string[] = []
  const load = await startLoad(testbed.sandbox.publicUrl, VISITORS)
  let injected: FaultRun | undefined
  let restarted: Span | undefined
  try {
    const old = (await queryLive(testbed)).versions.join()
    const version = await testbed.release()
    injected = await deployWithFault({ testbed, bundles, id: `${number}1`, version, steps }, one)
    problems.push(...(await problemsBetween(testbed, one, injected, { old, new: version.version })))
    const next = await deployNext(testbed, { bundles, id: `${number}2` }, steps)
    restarted = next.restarted
    problems.push(...next.problems)
    problems.push(...(await migrationProblems(testbed, version)))
  } catch (cause) {
    problems.push(`the case failed to run: ${(cause as Error).message.slice(0, 300)}`)
  }
  const traffic = await load.stop()
  const outages = one.fault.unavoidable === undefined ? [restarted] : [injected?.fault, restarted]
  problems.push(...lossProblems(traffic, outages))
  const visitors = { requests: traffic.requests, lost: traffic.lost }
  return { case: one, problems, steps, visitors, restarted, seconds: (Date.now() - startedAt) / 1000 }
}

/** Problems after the run with the fault. */
async function problemsBetween(
  testbed: Testbed,
  one: Case,
  { problem, promised }: FaultRun,
  versions: { old: string; new: string },
): Promise<string[]> {
  const problems = problem === undefined ? [] : [problem]
  problems.push(...(await lockProblems(testbed, one)))
  if (one.fault.unavoidable !== undefined) await untilResponding(testbed.sandbox.publicUrl)
  const live = await queryLive(testbed)
  problems.push(...liveProblems(testbed, live))
  if (promised && live.versions.join() !== versions[promised])
    problems.push(`the last action promised ${versions[promised]}, but ${live.versions.join()} is live`)
  return problems
}

/** Milliseconds that containers may need to restart after the engine. */
const CONTAINER_RESTART_MS = 60_000

async function untilResponding(url: string): Promise<void> {
  const deadline = Date.now() + CONTAINER_RESTART_MS
  const responds = async () => (await fetch(url).catch(() => undefined))?.ok ?? false
  while (!(await responds()) && Date.now() < deadline) await sleep(50)
}

/** Deploys the next version. @returns the problems of that deployment and its result */
async function deployNext(
  testbed: Testbed,
  { bundles, id }: { bundles: string; id: string },
  steps: Result['steps'],
): Promise<Pick<Result, 'problems' | 'restarted'>> {
  const before = (await queryLive(testbed)).versions.join()
  const left = unfinished(await releasesOn(testbed))
  const version = await testbed.release()
  const attempt = async () => {
    const next: Result['steps'] = []
    const failed = await deploy({ testbed, bundles, id, version, steps: next })
    steps.push(...next.map(({ step, ...end }) => ({ step: `next ${step}`, ...end })))
    return { failed, log: next[0]?.log ?? '' }
  }
  let { failed, log } = await attempt()
  const advised = failed !== undefined && explainsKeptPorts(failed, await keptPorts(testbed))
  const restarted = advised ? await restartEngine(testbed) : undefined
  if (restarted) ({ failed, log } = await attempt())
  const problems = failed === undefined ? [] : [`the next deployment failed: ${failed}`]
  if (left && !log.includes(`Found interrupted release ${left.id}`))
    problems.push(`the next deployment does not report the interrupted release ${left.id} (${left.state})`)
  // An interrupted release is recovered first, which may be a rollback.
  const ended = left ? [before, left.previous?.version ?? ''] : [before]
  problems.push(...(await disagreements(testbed, version, ended)), ...(await leftovers(testbed)))
  return { problems, restarted }
}

async function lockProblems({ exec }: Testbed, { fault }: Case): Promise<string[]> {
  const startedAt = Date.now()
  const free = await exec(`flock -w 90 ${PATH}/.deploy/lock true && echo free || true`)
  const seconds = (Date.now() - startedAt) / 1000
  if (free !== 'free') return ['the lock is not free after 90 s']
  return seconds > fault.lockFreeSeconds ? [`the lock was free only after ${seconds.toFixed(1)} s`] : []
}

/** A migration must not run twice in one deployment. */
async function migrationProblems({ exec }: Testbed, { version }: Version): Promise<string[]> {
  const times = Number(await exec(`grep -cx ${version} ${GATE}/migrations || true`))
  return times > 1 ? [`the migration ran ${times} times`] : []
}

/** @param outages when requests may be lost unavoidably */
function lossProblems(traffic: Traffic, outages: readonly (Span | undefined)[]): string[] {
  if (traffic.requests === 0) return ['there was no traffic']
  const times = outages
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
 * The first interval after that time without lost requests. A slow machine takes longer to start containers; a separate
 * check verifies that the site responds after the job.
 */
const endOfOutage = ({ buckets }: Traffic, to: number): number =>
  buckets.find(({ at, lost }) => at > to && lost === 0)?.at ?? to
