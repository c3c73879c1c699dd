import { log } from '@tsh/action'
import type { CommitBundle } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { QueryResults } from '@tsh/server-query'
import { requirePassed } from '../checks/check.ts'
import type { DeployInputs } from '../inputs.ts'
import { inspectServer } from './inspect-server.ts'

/**
 * Checks everything that a deployment needs, before anything is changed.
 * @param commit the commit if it has to be transferred
 * @returns the results of the queries on the server
 * @throws UserError with all problems, not only the first
 */
export async function preflight(
  inputs: DeployInputs,
  remote: Remote,
  commit?: CommitBundle,
): Promise<QueryResults> {
  const { results, checks } = await inspectServer(inputs, remote, commit)
  requirePassed(checks)
  const { engine, compose } = results
  log.info(`Preflight checks passed on ${remote.name} (docker ${engine?.text}, compose ${compose?.text})`)
  return results
}
