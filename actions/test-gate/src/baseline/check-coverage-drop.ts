import { artifactName, log } from '@tsh/action'
import type { Repository } from '@tsh/github'
import { dropProblem } from './deployment-coverage.ts'
import { isForkRun } from './fork.ts'
import { readBaseline } from './read-baseline.ts'

export interface CoverageDrop {
  /** In percentage points; undefined for any. */
  maxDrop: number | undefined
  environment: string
  settingsPath: string
}

/**
 * Compares the coverage with that of the last successful deployment. A first deployment, and a pull request from a fork,
 * has nothing to compare with, which is a notice.
 * @returns why it closes the gate
 */
export async function checkCoverageDrop(
  percent: number | undefined,
  { maxDrop, environment, settingsPath }: CoverageDrop,
  repository: Repository,
): Promise<string | undefined> {
  if (maxDrop === undefined) return undefined
  if (isForkRun()) return skipped('pull requests from forks have no access to earlier deployments')
  const name = artifactName('deployment', { environment, settings: settingsPath })
  const baseline = await readBaseline(repository, name)
  if (baseline) return dropProblem(percent, baseline, maxDrop)
  return skipped(`no successful deployment of ${environment} with a coverage has an artifact ${name} yet`)
}

function skipped(reason: string): undefined {
  log.notice(`Coverage was not compared: ${reason}`, 'test-gate')
  return undefined
}
