import type { Case, Result } from './case.ts'
import type { Environment } from './environment.ts'
import { runCase } from './run-case.ts'
import { type Scene, startScene } from './scene.ts'

export interface RunOptions {
  cases: readonly Case[]
  /** Folder with the bundles of the actions. */
  bundles: string
  tell(line: string): void
  /** Called as each case ends. */
  onResult(result: Result): void
}

/** Servers that work side by side: more than two cores have work for, because a black hole is waited for without any. */
const LANES: readonly Environment[] = ['production', 'staging', 'production', 'staging']

/** Runs all cases, each on the next server of its kind that is free. */
export async function runAll(options: RunOptions): Promise<Result[]> {
  const results: Result[] = []
  const waiting = [...options.cases]
  const next = (environment: Environment): Case | undefined => {
    const at = waiting.findIndex(({ moment }) => moment.environment === environment)
    return at === -1 ? undefined : waiting.splice(at, 1)[0]
  }
  await Promise.all(LANES.map(environment => runOn(environment, () => next(environment), options, results)))
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
