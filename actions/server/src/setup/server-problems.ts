import { UserError } from '@tsh/action'
import { lastLines, linesOf, missingToolProblems, type QueryResults } from '@tsh/server-query'

/** @throws UserError with everything that an administrator has to install or allow first */
export function requireTools(results: QueryResults, server: string): void {
  const { missing, engine, compose } = results
  const problems = missingToolProblems(results, server)
  if (!linesOf(missing).includes('docker')) {
    if (engine?.code !== 0) problems.push(engineProblem(lastLines(engine ?? UNKNOWN), server))
    if (!/^v?[2-9]\./.test(compose?.text ?? ''))
      problems.push(`docker compose v2 not found on ${server}. Install the package docker-compose-plugin`)
  }
  if (problems.length > 0) throw new UserError(problems)
}

const UNKNOWN = { code: 1, text: '' }

const engineProblem = (reason: string, server: string): string =>
  /permission denied/i.test(reason)
    ? `${server} has no permission to use docker. Add the user to the group "docker"`
    : `the docker engine on ${server} does not respond: ${reason}. Start it`
