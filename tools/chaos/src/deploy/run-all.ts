import type { Case, Result } from './case.ts'
import type { Environment } from './environment.ts'
import { runCase } from './run-case.ts'
import { startTestbed, type Testbed } from './testbed.ts'

export interface RunOptions {
  cases: readonly Case[]
  /** One server of each kind, which is less setup, instead of the number that is fastest for the whole matrix. */
  few: boolean
  /** Folder with the bundles of the actions. */
  bundles: string
  log(line: string): void
  /** Called after each case. */
  onResult(result: Result): void
}

/** Concurrent servers: more than two cores can keep busy, because network outages only wait. */
const FEW: readonly Environment[] = ['production', 'staging']
const MANY: readonly Environment[] = [...FEW, ...FEW]

/** Runs all cases, each on the next idle server of its kind. */
export async function runAll(options: RunOptions): Promise<Result[]> {
  const results: Result[] = []
  const waiting = [...options.cases]
  const next = (environment: Environment): Case | undefined => {
    const at = waiting.findIndex(({ point }) => point.environment === environment)
    return at === -1 ? undefined : waiting.splice(at, 1)[0]
  }
  const servers = options.few ? FEW : MANY
  await Promise.all(servers.map(environment => runOn(environment, () => next(environment), options, results)))
  return results
}

async function runOn(
  environment: Environment,
  next: () => Case | undefined,
  { bundles, log, onResult }: RunOptions,
  results: Result[],
): Promise<void> {
  const first = next()
  if (!first) return
  let testbed: Testbed = await startTestbed(environment, log)
  try {
    for (let one: Case | undefined = first; one; one = next()) {
      const result = await runCase(testbed, one, { bundles, number: results.length + 1 })
      results.push(result)
      onResult(result)
      if (result.problems.length > 0) testbed = await resetOrReplace(testbed)
    }
  } finally {
    await testbed.stop()
  }
}

/** Resets the server for the next case; an unusable server is replaced. */
async function resetOrReplace(testbed: Testbed): Promise<Testbed> {
  try {
    await testbed.reset()
    return testbed
  } catch {
    await testbed.stop()
    return startTestbed(testbed.environment)
  }
}
