import { mustExec, type Sandbox, startSandbox } from '@tsh/rehearsal'
import type { Case, Result } from './case.ts'
import { type LaneOptions, startLane } from './lane.ts'
import { startWatch } from './leftovers.ts'
import { PASSWORD } from './password.ts'
import { runCase, runNaiveCase } from './run-case.ts'
import { INSTALL_DOCKER_SHIM } from './shims.ts'

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
  const sandbox = await startSandbox({ baseImages: images, tell: options.tell })
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
  { cases, naive, onResult }: RunOptions,
  results: Result[],
): Promise<void> {
  const lanes = await Promise.all(Array.from({ length: LANES }, () => startLane(sandbox, server)))
  const waiting = [...cases]
  const work = lanes.map(async lane => {
    let watch = await startWatch(lane)
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const ran = await runCase(next, lane, watch)
      watch = ran.watch
      if (naive(next)) {
        ran.result.naive = await runNaiveCase(next, lane)
        watch = await startWatch(lane)
      }
      results.push(ran.result)
      onResult(ran.result)
    }
  })
  await Promise.all(work)
  await Promise.all(lanes.map(lane => lane.close()))
}
