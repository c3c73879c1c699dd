import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assembleTree, buildBundles, distProblems } from '@tsh/bundles'
import { KNOWN_FAULTS } from '@tsh/testing/known-faults'
import { formatShard, type Shard } from '@tsh/testing/shard'
import { BUNDLES, IMAGES, INTEGRATION, MATRICES, RECORD, REHEARSALS, STATIC, TIMING, UNIT } from './parts.ts'
import type { Outcome } from './run-command.ts'
import { matrixSizes } from './run-matrix.ts'
import { runInOrder, runParallel, runPart } from './run-parts.ts'

/** Checks the files themselves. An outdated dist is listed but is not a failure: it is built before the merge. */
export async function runChecks(): Promise<Outcome[]> {
  const outcomes = await runParallel(STATIC)
  for (const problem of distProblems()) console.log(`· ${problem}`)
  return outcomes
}

/** Runs the suite for every change: all tests, and samples of the complete matrices. */
export async function runSuite(): Promise<Outcome[]> {
  // On a fresh machine the images take minutes, so the parts that do not need them run in parallel.
  const images = runPart(IMAGES)
  const outcomes = await runParallel([...STATIC, RECORD])
  outcomes.push(...(await runInOrder([BUNDLES, UNIT])), await images)
  outcomes.push(...(await runInOrder([INTEGRATION, REHEARSALS, TIMING])))
  const { all, sampled } = await matrixSizes()
  printCases(outcomes, sampled, all - sampled)
  printKnownFaults()
  return outcomes
}

/** Runs everything, or one of several shards of it, with bundles built without the cache. */
export async function runFullSuite(shard: Shard): Promise<Outcome[]> {
  const tree = await mkdtemp(join(tmpdir(), 'full-'))
  try {
    await buildFreshTree(tree)
    process.env.TSH_FULL = '1'
    process.env.TSH_BUNDLES = tree
    const outcomes = await runParallel([...STATIC, RECORD])
    const parts = [BUNDLES, UNIT, IMAGES, INTEGRATION, REHEARSALS, TIMING, ...MATRICES]
    outcomes.push(...(await runInOrder(parts, shard)))
    printCases(outcomes, 0, 0)
    if (shard.count > 1) console.log(`This was shard ${formatShard(shard)}; the others run the other cases.`)
    printKnownFaults()
    return outcomes
  } finally {
    await rm(tree, { recursive: true, force: true })
  }
}

async function buildFreshTree(tree: string): Promise<void> {
  const bundles = await mkdtemp(join(tmpdir(), 'bundles-'))
  try {
    await buildBundles(bundles)
    assembleTree(tree, bundles)
  } finally {
    await rm(bundles, { recursive: true, force: true })
  }
}

/** @param run and skipped: cases of the matrices in addition to the tests */
function printCases(outcomes: readonly Outcome[], run: number, skipped: number): void {
  const sum = (count: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0)
  const ran = run + sum(({ passed, failures }) => passed + failures.length)
  const all = ran + skipped + sum(outcome => outcome.skipped)
  const rest = ran === all ? '' : ' ("npm run test:full" runs all)'
  console.log(`\nran ${ran} of ${all} cases${rest}`)
}

/** The faults that tests demonstrate and that are not fixed yet, by the issue that fixes them. */
function printKnownFaults(): void {
  if (KNOWN_FAULTS.length === 0) return
  console.log(`${KNOWN_FAULTS.length} known faults (tools/testing/src/known-faults.ts):`)
  for (const [place, faults] of Map.groupBy(KNOWN_FAULTS, fault => fault.place))
    console.log(`  ${place}: ${faults.map(fault => fault.case).join(', ')}`)
}
