import { statSync } from 'node:fs'
import { relative } from 'node:path'
import { readFileSeconds } from './file-seconds.ts'

interface TestFile {
  path: string
  context: { config: { rootDir: string } }
}

/** Starts the longest test files first, so that no worker is left with one of them at the end. */
export default class LongestFirst {
  sort(tests: readonly TestFile[]): TestFile[] {
    const seconds = readFileSeconds()
    const weighted = tests.map(test => ({
      test,
      // A file that was never measured here may be long: above all one that rehearses, else a larger one.
      seconds: seconds[relative(test.context.config.rootDir, test.path)] ?? Number.MAX_SAFE_INTEGER,
      rehearses: Number(/\/packages\/(rehearsal|chaos)\//.test(test.path)),
      bytes: statSync(test.path).size,
    }))
    weighted.sort(
      (one, other) =>
        other.seconds - one.seconds || other.rehearses - one.rehearses || other.bytes - one.bytes,
    )
    return weighted.map(({ test }) => test)
  }

  /** Jest's interface; durations are remembered by the test command. */
  cacheResults(): void {}
}
