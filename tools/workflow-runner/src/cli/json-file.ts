import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import type { RunResult } from '../run/options.ts'

/** The `--json` output of a rejected workflow: the structure of a result, without a run. */
interface Refused extends Omit<RunResult, 'conclusion' | 'run'> {
  conclusion: 'refused'
  refusal: string
}

/** Removes the result of an earlier run, which must not be mistaken for this one's. */
export function prepareJsonFile(file: string): void {
  if (!existsSync(dirname(resolve(file)))) throw new UserError(`--json ${file}: the folder does not exist`)
  rmSync(file, { force: true })
}

export function writeJsonFile(file: string, result: RunResult | Refused): void {
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`)
}

export function refusedResult(refusal: string): Refused {
  return {
    conclusion: 'refused',
    refusal,
    jobs: {},
    log: '',
    summaries: [],
    annotations: [],
    failures: [],
    artifacts: {},
  }
}
