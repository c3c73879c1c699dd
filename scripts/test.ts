/**
 * The test suite: `npm test`, `npm test -- PATTERN`, `npm run test:unit -- PATTERN`, `npm run check`, `npm run test:full`.
 * A pattern is part of a test file's path; arguments after it are jest's own.
 */
import { partMatching, STATIC, UNIT } from './test-suite/parts.ts'
import type { Outcome } from './test-suite/run-command.ts'
import { runPart, runTogether } from './test-suite/run-parts.ts'
import { runFullSuite, runSuite } from './test-suite/run-suite.ts'

const KINDS = ['--unit', '--static', '--full']
const args = process.argv.slice(2)
const kind = KINDS.includes(args[0] ?? '') ? args.shift() : undefined

const outcomes = await run()
const failures = outcomes.flatMap(outcome => outcome.failures)
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
console.log(`\n${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length > 0 ? 1 : 0

async function run(): Promise<Outcome[]> {
  if (args.length > 0) return [await runPart(partMatching(args, kind === '--unit'))]
  if (kind === '--static') return await runTogether(STATIC)
  if (kind === '--unit') return [await runPart(UNIT)]
  return await (kind === '--full' ? runFullSuite() : runSuite())
}
