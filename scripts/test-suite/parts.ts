import { join } from 'node:path'
import { DIST, distProblems, fileHashes, treeInUse } from '@tsh/bundles'
import { docsProblems } from '@tsh/documentation/main'
import { formatShard, type Shard } from '@tsh/testing/shard'
import { type Outcome, runCheck, runScript } from './run-command.ts'
import { MAY_BE_EMPTY, runJest } from './run-jest.ts'
import { runChaos, runSandboxes } from './run-matrix.ts'

/** A part of the test suite. */
export interface Part {
  name: string
  /** @param shard which of its cases run; quick parts ignore it */
  run(shard: Shard): Promise<Outcome>
}

const program = (name: string, ...args: string[]): Promise<Outcome> =>
  runCheck(name, join('node_modules/.bin', name), args)
/** Adds the command that fixes most findings of a check. */
const withFix =
  (command: string) =>
  (outcome: Outcome): Outcome => ({
    ...outcome,
    failures: outcome.failures.map(
      failure => `${failure}. "${command}" fixes what can be fixed automatically.`,
    ),
  })
const outcomeOf = (problems: string[]): Outcome => ({
  passed: problems.length === 0 ? 1 : 0,
  skipped: 0,
  failures: problems,
})

/** Quick checks of the files themselves. They are independent and run in parallel. */
export const STATIC: readonly Part[] = [
  {
    name: 'format and lint',
    run: () => program('biome', 'check', '--error-on-warnings', '.').then(withFix('npm run format')),
  },
  { name: 'types', run: () => program('tsc', '--noEmit', '-p', 'tsconfig.json') },
  { name: 'workflows', run: () => runScript('tools/documentation/src/lint-workflows.ts') },
  { name: 'generated files', run: async () => outcomeOf(await docsProblems()) },
]

/** Checks the hashes recorded by the build, which takes seconds; {@link BUNDLES} compares the bytes. */
export const RECORD: Part = { name: 'dist is up to date', run: async () => outcomeOf(distProblems()) }

/** Installs Docker and builds the base images of the tests, which takes minutes on a fresh machine. */
export const IMAGES: Part = {
  name: 'Docker and the images of the tests',
  run: () => runScript('scripts/test-suite/prepare-images.ts'),
}

/** Builds the current sources, from the cache if unchanged. */
export const BUNDLES: Part = {
  name: 'dist is what the source builds',
  run: async () => compare(fileHashes(await treeInUse()), fileHashes(DIST)),
}

/** Compares two trees by the SHA-256 of their files; each file is one check. */
function compare(built: Record<string, string>, committed: Record<string, string>): Outcome {
  const names = new Set([...Object.keys(built), ...Object.keys(committed)])
  names.delete('.inputs.json')
  const failures = [...names]
    .filter(name => built[name] !== committed[name])
    .map(
      name =>
        `dist/${name} is not what the source builds. A maintainer runs "npm run build" and commits dist separately; leave it out of other changes.`,
    )
  return { passed: names.size - failures.length, skipped: 0, failures }
}

const UNIT_ONLY = ['--testPathIgnorePatterns', 'integration']

/** Runs the test files of a shard, which may have none of a part. */
const runShard = (shard: Shard, ...args: string[]): Promise<Outcome> =>
  shard.count === 1 ? runJest(...args) : runJest('--shard', formatShard(shard), MAY_BE_EMPTY, ...args)

export const UNIT: Part = {
  name: 'unit tests',
  run: shard => runShard(shard, '--maxWorkers', '3', ...UNIT_ONLY),
}

/** The test files whose path contains a pattern. @param args the pattern, then further arguments for jest */
export const partMatching = (args: readonly string[], unit: boolean): Part => ({
  name: args.join(' '),
  run: () => runJest('--maxWorkers', '2', ...(unit ? UNIT_ONLY : []), '--testPathPatterns', ...args),
})

/** Tests that assert durations, and only hold on an otherwise idle machine. */
const TIMING_FILES = 'timing\\.integration'
/** Tests that send requests to a whole rehearsed server, of which many at once starve each other. */
const REHEARSAL_FILES = '(rehearsal/test/runs|chaos/test)/.*\\.integration'
/** Integration tests mostly wait for containers, so more of them run than there are processors. */
const WORKERS = '4'

export const INTEGRATION: Part = {
  name: 'integration tests',
  run: shard =>
    runShard(
      shard,
      ...['\\.integration', '--maxWorkers', WORKERS],
      ...['--testPathIgnorePatterns', TIMING_FILES, REHEARSAL_FILES],
    ),
}
export const REHEARSALS: Part = {
  name: 'rehearsals and chaos',
  run: shard => runShard(shard, REHEARSAL_FILES, '--maxWorkers', '2'),
}
export const TIMING: Part = {
  name: 'tests that need exclusive use of the machine',
  run: shard => runShard(shard, TIMING_FILES, '--runInBand'),
}

/** The complete matrices, of which the integration tests run a sample. */
export const MATRICES: readonly Part[] = [
  { name: 'engine × server × repository', run: runSandboxes },
  { name: 'every fault at every step of a deployment', run: shard => runChaos('deploy', shard) },
  { name: 'every fault of a backup', run: shard => runChaos('backup', shard) },
]
