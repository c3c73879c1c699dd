import { composeNames } from '@tsh/deployment'
import { linesOf, type QueryResults } from '@tsh/server-query'
import type { DeployInputs } from '../inputs.ts'

/** Number of file names in a message. */
const MAX_NAMES = 5

/** What a checkout of the commit would destroy or omit on the server. */
export function checkoutProblems(
  results: QueryResults,
  { application, sha }: Pick<DeployInputs, 'application' | 'sha'>,
  server: string,
): string[] {
  const { path, envFile } = application
  const commit = `commit ${sha.slice(0, 12)}`
  const added = linesOf(results.added)
  const isDeployment = (file: string): boolean => /^\.deploy(\/|$)/.test(file)
  const deployment = added.filter(isDeployment)
  const blocked = linesOf(results.blocked).filter(file => file !== envFile && !isDeployment(file))
  return [
    ...trackedEnvFile(results, { path, envFile, commit, server }),
    ...(deployment.length > 0
      ? [
          `${commit} contains ${named(deployment)}, but .deploy is reserved for the deployments on the server. Remove it from the repository`,
        ]
      : []),
    ...(blocked.length > 0
      ? [
          `${commit} adds ${named(blocked)}, which already exists untracked in ${path} on ${server}. Remove it from the repository, or move the file on the server`,
        ]
      : []),
    ...linesOf(results.sparse).map(
      file =>
        `${file} is excluded by the sparse checkout of ${path} on ${server}. Add its folder with "git sparse-checkout add", or check "compose-file" ("${composeNames(application)}")`,
    ),
  ]
}

/** Git overwrites a file that it tracks, and deletes it with the commit that stops tracking it. */
function trackedEnvFile(
  { tracked, added }: QueryResults,
  { path, envFile, commit, server }: { path: string; envFile: string; commit: string; server: string },
): string[] {
  // The other listed files are the env file, or the target of its symlink.
  const isEnvFile = (file: string): boolean => !/^\.deploy(\/|$)/.test(file)
  const here = linesOf(tracked).some(isEnvFile)
  if (!here && !linesOf(added).some(isEnvFile)) return []
  const where = here ? `the commit that is checked out in ${path} on ${server}` : commit
  const remedy = `Remove it from the repository with "git rm --cached ${envFile}" and add it to .gitignore`
  const then = `. Then back up ${envFile}, check that commit out on the server, and restore the file`
  return [
    `${envFile} is tracked by git in ${where}, so a checkout would overwrite or delete the one on the server. ${remedy}${here ? then : ''}`,
  ]
}

const named = (files: readonly string[]): string =>
  files.length > MAX_NAMES
    ? `${files.slice(0, MAX_NAMES).join(', ')} and ${files.length - MAX_NAMES} more`
    : files.join(', ')
