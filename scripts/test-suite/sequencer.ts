import { statSync } from 'node:fs'
import { relative } from 'node:path'
import { itemsOf } from '@tsh/testing/shard'
import { readFileSeconds } from './file-seconds.ts'

interface TestFile {
  path: string
  context: { config: { rootDir: string } }
}

interface JestShard {
  shardIndex: number
  shardCount: number
}

/** Starts the longest test files first, so that none of them runs alone at the end. */
export default class LongestFirst {
  sort(tests: readonly TestFile[]): TestFile[] {
    const seconds = readFileSeconds()
    const weighted = tests.map(test => ({
      test,
      // Unmeasured files run first, the largest before the others, since they may be slow.
      seconds: seconds[relative(test.context.config.rootDir, test.path)] ?? Number.MAX_SAFE_INTEGER,
      bytes: statSync(test.path).size,
    }))
    weighted.sort((one, other) => other.seconds - one.seconds || other.bytes - one.bytes)
    return weighted.map(({ test }) => test)
  }

  /** The files of a shard, which are the same on every machine; the durations are not. */
  shard(tests: readonly TestFile[], { shardIndex, shardCount }: JestShard): TestFile[] {
    const byPath = [...tests].sort((one, other) => (one.path < other.path ? -1 : 1))
    return itemsOf(byPath, { index: shardIndex, count: shardCount })
  }

  /** Required by Jest; durations are saved by the test command. */
  cacheResults(): void {}
}
