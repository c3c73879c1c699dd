import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { treeInUse } from '@tsh/bundles'
import { itemsOf, parseShard } from '@tsh/testing/shard'
import { CASES, nameOf, type Result, SAMPLE } from './case.ts'
import { formatLosses, formatMarks, formatMatrix, markOf } from './matrix.ts'
import { runAll } from './run-all.ts'

export interface DeployChaosOptions {
  /** A sample that takes about a minute. */
  quick: boolean
  /** Only cases whose name contains this text, or one of several separated by commas. */
  only: string
  /** `2/4` for the second of four parts; empty for all. */
  shard: string
  /** Output file for all results, including the logs of all actions. */
  json: string
}

/** Injects faults at every step of deployments, and prints the results. @returns the problems */
export async function runDeployChaos({ quick, only, shard, json }: DeployChaosOptions): Promise<string[]> {
  const selected = CASES.filter(one => (!quick || one.quick) && named(nameOf(one), only))
  const cases = itemsOf(selected, parseShard(shard))
  const startedAt = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'chaos-bundles-'))
  let done = 0
  try {
    // A copy, so that a concurrent build does not change the bundles under test.
    cpSync(await treeInUse(), folder, { recursive: true })
    const results = await runAll({
      ...{ cases, few: quick, bundles: folder, log: line => console.error(line) },
      onResult: result => console.log(progressLine(result, ++done, cases.length)),
    })
    const survived = results.filter(({ problems }) => problems.length === 0).length
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    console.log(`\n${formatMatrix(results)}\n\n${formatMarks()}\n\n${formatLosses()}\n`)
    console.log(`cases ${results.length}, survived ${survived}, in ${seconds} s`)
    if (json !== '') writeFileSync(json, `${JSON.stringify(results.map(plain), undefined, 2)}\n`)
    const minimum = quick && only === '' ? SAMPLE.length : 1
    if (results.length < minimum)
      return [`only ${results.length} cases were run, expected at least ${minimum}`]
    return results.flatMap(result => result.problems.map(problem => `${nameOf(result.case)}: ${problem}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function named(name: string, text: string): boolean {
  return text.split(',').some(part => name.toLowerCase().includes(part.trim().toLowerCase()))
}

function progressLine(result: Result, done: number, all: number): string {
  const time = `${result.seconds.toFixed(1).padStart(5)} s`
  const line = `${markOf(result)} ${String(done).padStart(3)}/${all}  ${time}  ${nameOf(result.case)}`
  return [line, ...result.problems.map(problem => `      ${problem}`)].join('\n')
}

function plain({ case: one, ...rest }: Result): object {
  return { name: nameOf(one), ...rest }
}
