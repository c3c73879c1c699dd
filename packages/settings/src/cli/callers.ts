import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { FileProblem } from './file-problem.ts'
import { movedInputMessage } from './moved-inputs.ts'

const WORKFLOWS = '.github/workflows'
const PRODUCT = /^tsh\/actions\/\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml@/

/**
 * Removed workflow inputs that callers still pass, each with its replacement. GitHub rejects such a call before any step
 * runs, so no action can report it.
 */
export async function callerProblems(folder: string): Promise<FileProblem[]> {
  const names = await readdir(join(folder, WORKFLOWS)).catch(() => [])
  const problems: FileProblem[] = []
  for (const name of names.filter(one => /\.ya?ml$/.test(one)).sort()) {
    const file = `${WORKFLOWS}/${name}`
    problems.push(...problemsIn(file, await readFile(join(folder, file), 'utf8')))
  }
  return problems
}

function problemsIn(file: string, text: string): FileProblem[] {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const jobs = document.get('jobs')
  if (!isMap(jobs)) return []
  return jobs.items.flatMap(({ key: job, value }) => {
    if (!isMap(value)) return []
    const inputs = value.get('with')
    if (!PRODUCT.test(String(value.get('uses'))) || !isMap(inputs)) return []
    return inputs.items.flatMap(({ key }) => {
      const message = isScalar(key) ? movedInputMessage(String(key.value)) : undefined
      if (message === undefined) return []
      const { line, col } = lineCounter.linePos((key as Node).range?.[0] ?? 0)
      return [{ file, line, column: col, path: `jobs.${job}.with.${key}`, message }]
    })
  })
}
