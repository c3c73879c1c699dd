import type { Case, Result } from './case.ts'
import type { Environment } from './environment.ts'
import { runCase } from './run-case.ts'
import { type Scene, startScene } from './scene.ts'

export interface RunOptions {
  cases: readonly Case[]
  /** A server of each kind, which are less to set up, rather than as many as are fastest for the whole matrix. */
  few: boolean
  /** Folder with the bundles of the actions. */
  bundles: string
  tell(line: string): void
  /** Called as each case ends. */
  onResult(result: Result): void
}

/** Servers that are used at the same time: more than two cores have work for, because a black hole is waited for without any. */
const FEW: readonly Environment[] = ['production', 'staging']
const MANY: readonly Environment[] = [...FEW, ...FEW]

/** Runs all cases, each on the next server of its kind that is free. */
export async function runAll(options: RunOptions): Promise<Result[]> {
  const results: Result[] = []
  const waiting = [...options.cases]
  const next = (environment: Environment): Case | undefined => {
    const at = waiting.findIndex(({ moment }) => moment.environment === environment)
    return at === -1 ? undefined : waiting.splice(at, 1)[0]
  }
  const servers = options.few ? FEW : MANY
  await Promise.all(servers.map(environment => runOn(environment, () => next(environment), options, results)))
  return results
}

async function runOn(
  environment: Environment,
  next: () => Case | undefined,
  { bundles, tell, onResult }: RunOptions,
  results: Result[],
): Promise<void> {
  const first = next()
  if (!first) return
  let scene: Scene = await startScene(environment, tell)
  try {
    for (let one: Case | undefined = first; one; one = next()) {
      const result = await runCase(scene, one, { bundles, number: results.length + 1 })
      results.push(result)
      onResult(result)
      if (result.problems.length > 0) scene = await madeGood(scene)
    }
  } finally {
    await scene.stop()
  }
}

/** The next case must not suffer from one that left something; a server beyond repair gives way to a new one. */
async function madeGood(scene: Scene): Promise<Scene> {
  try {
    await scene.reset()
    return scene
  } catch {
    await scene.stop()
    return startScene(scene.environment)
  }
}
