import {
  lastLines,
  linesOf,
  missingToolProblems,
  type QueryResult,
  type QueryResults,
} from '@tsh/server-query'
import type { DeployInputs } from '../inputs.ts'
import { unsupportedDockerProblem } from './docker-client.ts'
import { localChangesProblem } from './local-changes.ts'

/** Tolerated clock skew: the journal, the age of a backup and signatures depend on the clocks. */
const MAX_CLOCK_SKEW_SECONDS = 300

/** Problems of the server itself. @param between when it was queried, in milliseconds since 1970 */
export const hostProblems = (
  results: QueryResults,
  server: string,
  between: readonly [number, number],
): string[] => [...clockProblems(results, server, between), ...missingToolProblems(results, server)]

/** Problems of the checkout and of fetching the commit into it. */
export const repositoryProblems = (
  results: QueryResults,
  { application: { path }, sha }: Pick<DeployInputs, 'application' | 'sha'>,
  server: string,
): string[] => [...pathProblems(results, server, path), ...gitProblems(results, server, { path, sha })]

function clockProblems(
  { clock }: QueryResults,
  server: string,
  [start, end]: readonly [number, number],
): string[] {
  const now = Number(clock?.text)
  const off = now < start / 1000 ? now - start / 1000 : Math.max(0, now - end / 1000)
  if (!(Math.abs(off) > MAX_CLOCK_SKEW_SECONDS)) return []
  return [
    `the clock of ${server} is ${Math.round(Math.abs(off))} s ${off < 0 ? 'behind' : 'ahead'}. Synchronize it (NTP); the journal and the age of backups depend on it`,
  ]
}

/** Whether the reported version is Compose v2 or later. */
export const isComposeV2 = ({ code, text }: QueryResult): boolean => code === 0 && /^v?[2-9]\./.test(text)

/** Problems of Docker and Compose. */
export function engineProblems(results: QueryResults, server: string, path: string): string[] {
  const unsupported = unsupportedDockerProblem(results, server, path)
  if (unsupported) return [unsupported]
  const { engine, compose, model } = results
  const problems: string[] = []
  if (engine && engine.code !== 0) {
    problems.push(
      /permission denied/i.test(engine.text)
        ? `${server} has no permission to use docker. Add the user to the group "docker"`
        : `the docker engine on ${server} does not respond: ${lastLines(engine)}`,
    )
  }
  if (compose && !isComposeV2(compose))
    problems.push(`docker compose v2 not found on ${server}. Install the package docker-compose-plugin`)
  else if (compose && model && /unknown flag/.test(model.text))
    problems.push(`docker compose ${compose.text} on ${server} is too old (${lastLines(model)}). Upgrade it`)
  return problems
}

function pathProblems(results: QueryResults, server: string, path: string): string[] {
  const { path: exists, closed, changes, link } = results
  if (exists?.code !== 0) return [`${path} does not exist on ${server}. Check "path"`]
  const changed = localChangesProblem(linesOf(changes), server, path)
  return [
    ...linesOf(closed).map(place => `${server} cannot write to ${place}. Check its owner and mode`),
    ...(link?.code === 0
      ? [
          `${path}/.deploy on ${server} is a symlink. Replace it with a folder that contains the files of its target`,
        ]
      : []),
    ...(changed ? [changed] : []),
  ]
}

function gitProblems(
  { checkout, commit }: QueryResults,
  server: string,
  { path, sha }: { path: string; sha: string },
): string[] {
  if (checkout && checkout.code !== 0) {
    if (/not a git repository/.test(checkout.text)) return [`${path} on ${server} is not a git checkout`]
    return [`git cannot read ${path} on ${server}: ${lastLines(checkout)}`]
  }
  if (!commit || commit.code === 0) return []
  if (
    /not our ref|no such remote ref|couldn't find remote ref|unadvertised object|want \S+ not valid/i.test(
      commit.text,
    )
  )
    return [`commit ${sha} is not in the remote repository of ${path} on ${server}`]
  return [`${server} cannot reach the git remote of ${path}: ${lastLines(commit)}`]
}
