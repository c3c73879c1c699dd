import { githubRepository } from '@tsh/github'
import { checkCoverageDrop } from './baseline/check-coverage-drop.ts'
import { awaitChecks } from './checks/await-checks.ts'
import { testedCommit } from './checks/commit.ts'
import { readChecks } from './checks/read-checks.ts'
import type { GateInputs } from './inputs.ts'
import { coverageOf, failureOf, type Result } from './result.ts'
import type { Shells } from './services/with-services.ts'

/** Compares the coverage with the last deployment, then waits for the required checks. */
export async function problemsOnGithub(
  { checks, coverageDrop, token }: GateInputs,
  results: readonly Result[],
  { shell, cancelled }: Shells,
): Promise<string[]> {
  const repository = githubRepository(token)
  const drop = await checkCoverageDrop(coverageOf(results), coverageDrop, repository)
  const problems = drop === undefined ? [] : [drop]
  if (checks.names.length === 0) return problems
  // A gate that is closed anyway waits for nothing.
  const isClosed = problems.length > 0 || results.some(result => failureOf(result) !== undefined)
  const waiting = isClosed ? { ...checks, waitSeconds: 0 } : checks
  const sha = await testedCommit(shell)
  return [...problems, ...(await awaitChecks(waiting, () => readChecks(repository, sha), cancelled))]
}
