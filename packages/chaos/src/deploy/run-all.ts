import type { Case, Result } from './case.ts'
import { ENVIRONMENTS, type Environment } from './environment.ts'
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

/** Runs all cases, those of both environments side by side, each on a server of its own. */
export async function runAll(options: RunOptions): Promise<Result[]> {
  const results: Result[] = []
  await Promise.all(ENVIRONMENTS.map(environment => runOn(environment, options, results)))
  return results
}

async function runOn(environment: Environment, options: RunOptions, results: Result[]): Promise<void> {
  const cases = options.cases.filter(({ moment }) => moment.environment === environment)
  if (cases.length === 0) return
  let scene: Scene = await startScene(environment, options.tell)
  try {
    for (const [index, one] of cases.entries()) {
      const result = await runCase(scene, one, { bundles: options.bundles, number: index + 1 })
      results.push(result)
      options.onResult(result)
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
