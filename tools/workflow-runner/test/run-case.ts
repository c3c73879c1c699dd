import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { UserError } from '@tsh/action'
import { type RunOptions, type RunResult, runWorkflow } from '../src/index.ts'

/** One rule of GitHub, demonstrated by a workflow. */
export interface Case {
  title: string
  /** Where GitHub documents it. */
  source: string
  /** `.github/workflows/main.yml` */
  workflow: string
  /** More files of the repository. */
  files?: Record<string, string>
  options?: Partial<RunOptions>
  expected: Expected
}

export interface Expected {
  /** Parts of the refusal message. */
  refused?: string[]
  conclusion?: string
  results?: Record<string, string>
  /** Outputs by `job.output`. */
  outputs?: Record<string, string | undefined>
  log?: string[]
  notLog?: string[]
  /** Parts of the log, in this order. */
  order?: string[]
  annotations?: Record<string, string>[]
  notAnnotated?: string[]
  summaries?: string[]
}

export type CaseRun = RunResult | { refused: string }

/** Runs a case in its own folder, of which nothing must remain. */
export async function runCase({
  workflow,
  files = {},
  options = {},
}: Pick<Case, 'workflow' | 'files' | 'options'>): Promise<CaseRun> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  try {
    const repository = join(folder, 'repository')
    const scratch = join(folder, 'scratch')
    mkdirSync(scratch)
    for (const [path, content] of Object.entries({ '.github/workflows/main.yml': workflow, ...files })) {
      mkdirSync(dirname(join(repository, path)), { recursive: true })
      writeFileSync(join(repository, path), content)
    }
    const file = join(repository, '.github/workflows/main.yml')
    const result = await runWorkflow({ file, repository, workspace: scratch, ...options })
    const left = readdirSync(scratch)
    if (left.length) throw new Error(`left behind: ${left.join(', ')}`)
    return result
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message }
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A workflow of one job `a` with the given steps, indented as in the YAML. */
export function steps(text: string, job = ''): string {
  const indent = (block: string, by: string): string => block.replace(/^(?=.)/gm, by)
  return `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${indent(job.trim(), '    ')}\n    steps:\n${indent(text.replace(/^\n/, ''), '      ')}\n`
}
