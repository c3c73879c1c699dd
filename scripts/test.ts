/**
 * The test suite: `npm test`, `npm test -- PATTERN`, `npm run test:unit -- PATTERN`, `npm run check`, `npm run test:full`,
 * and the parts that CI runs in parallel: `npm test -- --integration`, `npm test -- --dist`.
 * A pattern is part of a test file's path; arguments after it are passed to jest. `npm run test:full -- --shard 1/4` runs one of four
 * parts of everything.
 */
import { parseShard, type Shard } from '@tsh/testing/shard'
import {
  BUNDLES,
  IMAGES,
  INTEGRATION,
  partMatching,
  RECORD,
  REHEARSALS,
  TIMING,
  UNIT,
} from './test-suite/parts.ts'
import type { Outcome } from './test-suite/run-command.ts'
import { runInOrder, runPart } from './test-suite/run-parts.ts'
import { runChecks, runFullSuite, runSuite } from './test-suite/run-suite.ts'

const KINDS: Record<string, (shard: Shard) => Promise<Outcome[]>> = {
  '--static': runChecks,
  '--unit': () => runInOrder([UNIT]),
  '--dist': () => runInOrder([RECORD, BUNDLES]),
  '--integration': () => runInOrder([IMAGES, INTEGRATION, REHEARSALS, TIMING]),
  '--full': runFullSuite,
}
const args = process.argv.slice(2)
const kind = Object.hasOwn(KINDS, args[0] ?? '') ? args.shift() : undefined
const [, shard = ''] = kind === '--full' && args[0] === '--shard' ? args.splice(0, 2) : []

const outcomes = await run()
const failures = outcomes.flatMap(outcome => outcome.failures)
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
console.log(`\n${passed} passed, ${failures.length} failed`)
const isNone = passed + failures.length === 0
if (isNone) console.log('No test ran. Set TSH_FULL=1 for tests that only "npm run test:full" runs.')
process.exitCode = failures.length > 0 || isNone ? 1 : 0

async function run(): Promise<Outcome[]> {
  if (args.length > 0) return [await runPart(partMatching(args, kind === '--unit'))]
  return await (KINDS[kind ?? ''] ?? runSuite)(parseShard(shard))
}
