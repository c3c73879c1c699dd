import { mustExec, type Sandbox, startSandbox } from '@tsh/sandbox'
import type { Case, Result } from './case.ts'
import { INSTALL_DOCKER_SHIM } from './faults/shims.ts'
import { startWatch, type Watch } from './leftovers.ts'
import {
  type DatabaseServer,
  type DatabaseServerOptions,
  startDatabaseServer,
} from './place/database-server.ts'
import { PASSWORD } from './place/password.ts'
import { runCase, runNaiveCase } from './run-case.ts'

/** The number of CPUs of a small runner. */
const MAX_CONCURRENCY = 2
const IMAGE = 'postgres:15-alpine'
/** Also supports lz4 and zstd. */
const NEWER_IMAGE = 'postgres:17-alpine'

export interface RunOptions {
  cases: readonly Case[]
  /** Whether the naive pipeline also runs a case. */
  naive(one: Case): boolean
  log(line: string): void
  /** Called after each case. */
  onResult(result: Result): void
}

/** Runs all cases in a dedicated sandbox. */
export async function runAll(options: RunOptions): Promise<Result[]> {
  const newer = options.cases.filter(({ server }) => server === 17)
  const images = newer.length > 0 ? [IMAGE, NEWER_IMAGE] : [IMAGE]
  const sandbox = await startSandbox({ baseImages: images, preload: true, log: options.log })
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

/** Runs cases on servers of the same kind; the next case runs on the next idle server. */
async function runOn(
  sandbox: Sandbox,
  server: DatabaseServerOptions,
  options: RunOptions,
  results: Result[],
): Promise<void> {
  const waiting = [...options.cases]
  const work = async (): Promise<void> => {
    let dbServer = await startDatabaseServer(sandbox, server)
    let watch = await startWatch(dbServer)
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const ran = await runBoth(next, dbServer, watch, options).catch(cause => unable(next as Case, cause))
      results.push(ran.result)
      options.onResult(ran.result)
      // Replace a server that a case has left unusable.
      if (ran.watch === undefined)
        dbServer = await dbServer.close().then(() => startDatabaseServer(sandbox, server))
      watch = ran.watch ?? (await startWatch(dbServer))
    }
    await dbServer.close()
  }
  await Promise.all(Array.from({ length: MAX_CONCURRENCY }, work))
}

async function runBoth(one: Case, dbServer: DatabaseServer, before: Watch, { naive }: RunOptions) {
  const { result, watch } = await runCase(one, dbServer, before)
  if (!naive(one)) return { result, watch }
  result.naive = await runNaiveCase(one, dbServer)
  return { result, watch: await startWatch(dbServer) }
}

function unable(one: Case, cause: unknown): { result: Result; watch: undefined } {
  const message = `the case failed to run: ${(cause as Error).message.slice(0, 300)}`
  const outcome = { backedUp: false as const, message }
  return {
    result: { case: one, outcome, wrong: message, falseSuccess: false, left: [], seconds: 0 },
    watch: undefined,
  }
}
