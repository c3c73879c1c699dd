import { writeFile } from 'node:fs/promises'
import { log } from '@tsh/action'
import type { Shell } from '@tsh/shell'
import type { Annotation, Finding, Mode } from '@tsh/standard'
import { standardProblem } from './standard-problem.ts'

export interface StandardInputs {
  /** `off` applies no rule. */
  mode: Mode
  /** The settings file, relative to the repository. */
  settingsPath: string
  /** Where the findings are written as SARIF; undefined for nowhere. */
  sarifFile: string | undefined
}

/** What the rules of the deployment standard found. */
export interface StandardReport {
  findings: readonly Finding[]
  /** Why they close the gate. */
  problem: string | undefined
  /** At most ten, errors first. */
  annotations: readonly Annotation[]
  /** Markdown for the job summary. */
  summary: string
}

/**
 * Applies the rules of the deployment standard to the files of the repository that git tracks.
 * @returns undefined when they are off
 * @throws UserError when the settings file is not valid
 */
export async function checkStandard(
  { mode, settingsPath, sarifFile }: StandardInputs,
  shell: Shell,
): Promise<StandardReport | undefined> {
  if (mode === 'off') return undefined
  // Loaded on demand: the parsers of Dockerfiles and compose files take longer to load than everything else.
  const { annotations, checkRepository, counts, sarifReport, summaryTable } = await import('@tsh/standard')
  const today = new Date().toISOString().slice(0, 10)
  const options = { folder: process.cwd(), settingsPath, mode, today, trackedOnly: true }
  const { findings } = await checkRepository({ shell }, options)
  if (sarifFile !== undefined) await writeFile(sarifFile, sarifReport(findings))
  log.info(`Deployment standard (${mode}): ${counts(findings)}`)
  const table = findings.length === 0 ? '' : `\n\n${summaryTable(findings)}`
  return {
    findings,
    problem: standardProblem(findings, mode),
    annotations: annotations(findings, mode),
    summary: `### Deployment standard\n\n${counts(findings)}, mode \`${mode}\`${table}\n`,
  }
}
