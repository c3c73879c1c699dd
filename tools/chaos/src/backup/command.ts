import { writeFileSync } from 'node:fs'
import { itemsOf, parseShard } from '@tsh/testing/shard'
import { captureOutput } from './capture-output.ts'
import type { Case, Result } from './case.ts'
import { CASES } from './groups/index.ts'
import { runAll } from './run-all.ts'
import { formatTable, rowsOf } from './table.ts'

export interface BackupOptions {
  /** A sample that takes about a minute. */
  quick: boolean
  /** Only cases whose group or name contains this text, or one of several separated by commas. */
  only: string
  /** `2/4` for the second of four parts; empty for all. */
  shard: string
  /** Output file for all results. */
  json: string
}

/** A complete run has at least this many cases. */
const MIN_CASES = 400

/** Runs backups with injected faults, and prints the results. @returns the problems */
export async function runBackupChaos({ quick, only, shard, json }: BackupOptions): Promise<string[]> {
  const selected = CASES.filter(one => (!quick || one.quick) && named(one, only))
  const part = parseShard(shard)
  const cases = itemsOf(selected, part)
  const startedAt = Date.now()
  const output = captureOutput()
  const print = (line: string): void => output.print(`${line}\n`)
  let done = 0
  try {
    const results = await runAll({
      ...{ cases, naive: one => one.naive === true && (!quick || one.group === 'G2'), log: print },
      onResult: result => print(progressLine(result, ++done, cases.length)),
    })
    const rows = rowsOf(results)
    print(
      `\n${formatTable(rows)}\n${results.length} cases in ${Math.round((Date.now() - startedAt) / 1000)} s`,
    )
    const whole = !quick && only === '' && part.count === 1
    const wrong = [
      ...results.filter(isFailed).map(explanation),
      ...tooFew(results.length, whole ? MIN_CASES : 1),
    ]
    for (const line of wrong) print(line)
    if (json !== '')
      writeFileSync(json, `${JSON.stringify({ rows, cases: results.map(plain) }, undefined, 2)}\n`)
    return wrong
  } finally {
    output.release()
  }
}

function named({ group, name }: Case, text: string): boolean {
  const whole = `${group} ${name}`.toLowerCase()
  return text.split(',').some(part => whole.includes(part.toLowerCase()))
}

function tooFew(count: number, minimum: number): string[] {
  return count >= minimum ? [] : [`✗ only ${count} cases, expected at least ${minimum}`]
}

function isFailed({ wrong, falseSuccess, left }: Result): boolean {
  return wrong !== undefined || falseSuccess || left.length > 0
}

function progressLine(result: Result, done: number, all: number): string {
  const { group, name } = result.case
  const mark = isFailed(result) ? '✗' : '✓'
  return `${mark} ${String(done).padStart(3)}/${all}  ${result.seconds.toFixed(1).padStart(5)} s  ${group}  ${name}`
}

function explanation({ case: { group, name }, wrong, left }: Result): string {
  return [`✗ ${group} ${name}`, wrong && `    ${wrong}`, ...left.map(one => `    left behind: ${one}`)]
    .filter(Boolean)
    .join('\n')
}

function plain({ case: { group, name, expect }, ...rest }: Result): object {
  return { group, name, expected: expect === 'backed up' ? expect : `fails: ${expect.source}`, ...rest }
}
