import { mustExec, type Sandbox, startSandbox } from '@tsh/sandbox'
import type { Case, Result } from './case.ts'
import { INSTALL_DOCKER_SHIM } from './faults/shims.ts'
import { startWatch, type Watch } from './leftovers.ts'
import { type Lane, type LaneOptions, startLane } from './place/lane.ts'
import { PASSWORD } from './place/password.ts'
import { runCase, runNaiveCase } from './run-case.ts'

/** Two: as many as a small runner has processors. */
const LANES = 2
const IMAGE = 'postgres:15-alpine'
/** Knows lz4 and zstd too. */
const NEWER_IMAGE = 'postgres:17-alpine'

export interface RunOptions {
  cases: readonly Case[]
  /** Whether a case is put before the naive pipeline too. */
  naive(one: Case): boolean
  tell(line: string): void
  /** Called as each case ends. */
  onResult(result: Result): void
}

/** Runs all cases on a sandbox of their own. */
export async function runAll(options: RunOptions): Promise<Result[]> {
  const newer = options.cases.filter(({ server }) => server === 17)
  const images = newer.length > 0 ? [IMAGE, NEWER_IMAGE] : [IMAGE]
  const sandbox = await startSandbox({ baseImages: images, preload: true, tell: options.tell })
  try {
    await mustExec(sandbox.server.exec, INSTALL_DOCKER_SHIM)
    const results: Result[] = []
    if (newer.length > 0)
      await runOn(
        sandbox,
        { image: NEWER_IMAGE, major: 17, password: PASSWORD },
        { ...options, cases: newer },
        results,
      )
    const cases = options.cases.filter(({ server }) => server === undefined)
    await runOn(sandbox, { image: IMAGE, major: 15, password: PASSWORD }, { ...options, cases }, results)
    return results
  } finally {
    await sandbox.stop()
  }
}

/** Runs cases on lanes of the same kind; the next case goes to the lane that is free. */
async function runOn(
  sandbox: Sandbox,
  server: LaneOptions,
  options: RunOptions,
  results: Result[],
): Promise<void> {
  const waiting = [...options.cases]
  const work = async (): Promise<void> => {
    let lane = await startLane(sandbox, server)
    let watch = await startWatch(lane)
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const ran = await runBoth(next, lane, watch, options).catch(cause => unable(next as Case, cause))
      results.push(ran.result)
      options.onResult(ran.result)
      // A server that a case has left beyond repair gives way to a new one.
      if (ran.watch === undefined) lane = await lane.close().then(() => startLane(sandbox, server))
      watch = ran.watch ?? (await startWatch(lane))
    }
    await lane.close()
  }
  await Promise.all(Array.from({ length: LANES }, work))
}

async function runBoth(one: Case, lane: Lane, before: Watch, { naive }: RunOptions) {
  const { result, watch } = await runCase(one, lane, before)
  if (!naive(one)) return { result, watch }
  result.naive = await runNaiveCase(one, lane)
  return { result, watch: await startWatch(lane) }
}

function unable(one: Case, cause: unknown): { result: Result; watch: undefined } {
  const message = `the case could not be run: ${(cause as Error).message.slice(0, 300)}`
  const outcome = { backedUp: false as const, message }
  return {
    result: { case: one, outcome, wrong: message, falseSuccess: false, left: [], seconds: 0 },
    watch: undefined,
  }
}
