import { join } from 'node:path'
import { DIST, distProblems, fileHashes, treeInUse } from '@tsh/bundles'
import { docsProblems } from '@tsh/documentation/main'
import { type Outcome, runCheck, runScript } from './run-command.ts'
import { runJest } from './run-jest.ts'
import { runChaos, runSandboxes } from './run-matrix.ts'

/** A part of the test suite. */
export interface Part {
  name: string
  run(): Promise<Outcome>
}

const program = (name: string, ...args: string[]): Promise<Outcome> =>
  runCheck(name, join('node_modules/.bin', name), args)
/** Adds the command that fixes most of what a check finds. */
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
  left: 0,
  failures: problems,
})

/** Quick checks of the files themselves. They do not depend on each other and run at the same time. */
export const STATIC: readonly Part[] = [
  {
    name: 'format and lint',
    run: () => program('biome', 'check', '--error-on-warnings', '.').then(withFix('npm run format')),
  },
  { name: 'types', run: () => program('tsc', '--noEmit', '-p', 'tsconfig.json') },
  { name: 'workflows', run: () => runScript('tools/documentation/src/lint-workflows.ts') },
  { name: 'generated files', run: async () => outcomeOf(await docsProblems()) },
]

/** By what was recorded when it was built, which takes seconds; {@link BUNDLES} compares the bytes. */
export const RECORD: Part = { name: 'dist is up to date', run: async () => outcomeOf(distProblems()) }

/** Installs Docker and builds the images that the tests start from, which takes minutes on a bare machine. */
export const IMAGES: Part = {
  name: 'Docker and the images of the tests',
  run: () => runScript('scripts/test-suite/prepare-images.ts'),
}

/** Builds what the sources say now, from the cache where nothing has changed. */
export const BUNDLES: Part = {
  name: 'dist is what the source builds',
  run: async () => compare(fileHashes(await treeInUse()), fileHashes(DIST)),
}

/** Two trees by the SHA-256 of their files; each file counts as one check. */
function compare(built: Record<string, string>, committed: Record<string, string>): Outcome {
  const names = new Set([...Object.keys(built), ...Object.keys(committed)])
  names.delete('.inputs.json')
  const failures = [...names]
    .filter(name => built[name] !== committed[name])
    .map(name => `dist/${name} is not what the source builds. Run "npm run build" and commit dist.`)
  return { passed: names.size - failures.length, left: 0, failures }
}

const UNIT_ONLY = ['--testPathIgnorePatterns', 'integration']

export const UNIT: Part = { name: 'unit tests', run: () => runJest('--maxWorkers', '2', ...UNIT_ONLY) }

/** The test files whose path contains a pattern. @param args the pattern, then further arguments for jest */
export const partMatching = (args: readonly string[], unit: boolean): Part => ({
  name: args.join(' '),
  run: () => runJest('--maxWorkers', '2', ...(unit ? UNIT_ONLY : []), '--testPathPatterns', ...args),
})

/** Files that assert durations, which hold only while nothing else runs on the machine. */
const TIMING = 'timing\\.integration'
/** Most of the time of an integration test is waiting for containers, so more of them run than there are processors. */
const WORKERS = '3'

export const INTEGRATION: Part = {
  name: 'integration tests and rehearsals',
  run: () => runJest('\\.integration', '--maxWorkers', WORKERS, '--testPathIgnorePatterns', TIMING),
}
export const ALONE: Part = {
  name: 'integration tests that need the machine to themselves',
  run: () => runJest(TIMING, '--runInBand'),
}

/** The complete matrices, of which the integration tests run a sample. */
export const MATRICES: readonly Part[] = [
  { name: 'engine × server × repository', run: runSandboxes },
  { name: 'every fault at every step of a deployment', run: () => runChaos('deploy') },
  { name: 'every fault of a backup', run: () => runChaos('backup') },
]
