import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import type { RunResult } from '../run/options.ts'

/** What a refused workflow leaves in the file of `--json`: the shape of a result, without a run and anything in it. */
interface Refused extends Omit<RunResult, 'conclusion' | 'run'> {
  conclusion: 'refused'
  refusal: string
}

/** Removes the result of an earlier run, which must not be taken for this one's. */
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
  }
}
