import { statSync } from 'node:fs'
import { relative } from 'node:path'
import { readFileSeconds } from './file-seconds.ts'

interface TestFile {
  path: string
  context: { config: { rootDir: string } }
}

/** Starts the longest test files first, so that none of them runs alone at the end. */
export default class LongestFirst {
  sort(tests: readonly TestFile[]): TestFile[] {
    const seconds = readFileSeconds()
    const weighted = tests.map(test => ({
      test,
      // Unmeasured files run first, those with rehearsals before larger ones, since they may be slow.
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

  /** Required by Jest; durations are saved by the test command. */
  cacheResults(): void {}
}
