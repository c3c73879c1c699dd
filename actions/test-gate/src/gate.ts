import { escapedJson, log, UserError, writeSummary } from '@tsh/action'
import type { Shell } from '@tsh/shell'
import { type Command, command } from './command.ts'
import type { outputs } from './definition.ts'
import type { GateInputs } from './inputs.ts'
import { percentOf } from './reports/coverage.ts'
import { combineReports } from './reports/test-report.ts'
import { coverageOf, failureOf, type Result } from './result.ts'
import { runCommand } from './run-command.ts'
import { type Shells, withServices } from './services/with-services.ts'
import { checkStandard } from './standard/check-standard.ts'
import { summaryOf } from './summary.ts'
import { annotations, problemsOf } from './verdict.ts'

/** What the gate found. */
export interface Gate {
  outputs: Partial<Record<keyof typeof outputs, string | number>>
  /** Why the gate is closed; empty when it is open. */
  problems: string[]
}

/**
 * Runs every command, also after one has failed, so that one run reports everything.
 * @throws UserError when what the tests need cannot be installed or started
 */
export async function gate(inputs: GateInputs, shells: Shells): Promise<Gate> {
  const { shell } = shells
  const standard = await checkStandard(inputs.standard, shell)
  await install(inputs, shell)
  const results = await withServices(inputs.services, shells, () => runAll(inputs.commands, shell))
  const problems = [
    ...problemsOf(results, inputs.minCoveragePercent),
    ...[standard?.problem ?? []].flat(),
    ...(await githubProblems(inputs, results, shells)),
  ]
  for (const { level, text, title, ...place } of annotations(results, problems.length, standard?.annotations))
    log[level](text, title, place)
  await writeSummary(summaryOf(results, problems) + (standard ? `\n${standard.summary}` : ''))
  const findings = standard ? { findings: JSON.stringify(standard.findings) } : {}
  return { outputs: { ...outputsOf(results), ...findings }, problems }
}

/** What other workflows and earlier deployments say about the commit. */
async function githubProblems(
  inputs: GateInputs,
  results: readonly Result[],
  shells: Shells,
): Promise<string[]> {
  if (inputs.checks.names.length === 0 && inputs.coverageDrop.maxDrop === undefined) return []
  // Loaded on demand: the GitHub client takes longer to load than everything else.
  const { problemsOnGithub } = await import('./problems-on-github.ts')
  try {
    return await problemsOnGithub(inputs, results, shells)
  } catch (error) {
    // What the commands have shown is reported in any case.
    shells.cancelled.throwIfAborted()
    if (!(error instanceof UserError)) throw error
    return [...error.problems]
  }
}

async function runAll(commands: readonly Command[], shell: Shell): Promise<Result[]> {
  const results: Result[] = []
  for (const one of commands) {
    const result = await runCommand(one, shell)
    log.info(resultLine(result))
    results.push(result)
  }
  return results
}

async function install({ install: run, defaults }: GateInputs, shell: Shell): Promise<void> {
  if (run === '') return
  const failure = failureOf(await runCommand(command('install', run, defaults), shell))
  if (failure !== undefined) throw new UserError(`"install" failed (${failure}): ${run}`)
}

function resultLine(result: Result): string {
  const { command, seconds, tests } = result
  const failure = failureOf(result)
  const counts = tests && ` (${tests.tests} tests, ${tests.skipped} skipped)`
  return `${command.name} ${failure === undefined ? 'passed' : `failed: ${failure},`} after ${seconds.toFixed(1)} s${counts ?? ''}`
}

function outputsOf(results: readonly Result[]): Gate['outputs'] {
  const reports = results.flatMap(({ tests }) => tests ?? [])
  const coverage = coverageOf(results)
  const { tests, failed, skipped, flaky } = combineReports(reports)
  return {
    passed: results.filter(result => failureOf(result) === undefined).length,
    ...(reports.length > 0 ? { tests, failed, skipped, flaky } : {}),
    ...(coverage === undefined ? {} : { 'coverage-percent': coverage }),
    results: escapedJson(results.map(asEvidence)),
  }
}

/** A command as evidence that it ran, for the checklist of the deployment. */
const asEvidence = (result: Result) => ({
  name: result.command.name,
  kind: result.command.kind,
  passed: failureOf(result) === undefined,
  seconds: Math.round(result.seconds * 10) / 10,
  ...(result.tests
    ? { tests: result.tests.tests, failed: result.tests.failed, skipped: result.tests.skipped }
    : {}),
  ...(result.coverage ? { coveragePercent: percentOf(result.coverage) } : {}),
})
