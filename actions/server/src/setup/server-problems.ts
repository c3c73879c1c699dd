import { UserError } from '@tsh/action'
import { lastLines, linesOf, type QueryResults } from '@tsh/server-query'

/** @throws UserError with everything that an administrator has to install or allow first */
export function requireTools(results: QueryResults, server: string): void {
  const { missing, engine, compose } = results
  const tools = linesOf(missing)
  const problems = tools.map(
    tool =>
      `${tool} is not installed on ${server}. Install it with "apt-get install ${PACKAGES[tool] ?? tool}"`,
  )
  if (!tools.includes('docker')) {
    if (engine?.code !== 0) problems.push(engineProblem(lastLines(engine ?? UNKNOWN), server))
    if (!/^v?[2-9]\./.test(compose?.text ?? ''))
      problems.push(`docker compose v2 not found on ${server}. Install the package docker-compose-plugin`)
  }
  if (problems.length > 0) throw new UserError(problems)
}

const UNKNOWN = { code: 1, text: '' }
const PACKAGES: Record<string, string> = { docker: 'docker.io docker-compose', flock: 'util-linux' }

const engineProblem = (reason: string, server: string): string =>
  /permission denied/i.test(reason)
    ? `${server} has no permission to use docker. Add the user to the group "docker"`
    : `the docker engine on ${server} does not respond: ${reason}. Start it`
