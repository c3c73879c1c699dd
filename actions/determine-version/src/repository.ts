import { context, getOctokit } from '@actions/github'
import { UserError } from '@tsh/action'
import type { SettingsText } from './allowed-branches.ts'
import type { Commits } from './determine-version.ts'

/** What is read from the repository. */
export interface Repository extends Commits {
  /** A file of the default branch; nothing when it does not have it. */
  fileOnDefaultBranch(path: string): Promise<SettingsText | undefined>
}

/** The repository of the run, as GitHub knows it. */
export function repositoryOnGithub(token: string): Repository {
  const { repos, git } = getOctokit(token).rest
  const where = `${context.repo.owner}/${context.repo.repo}`
  return {
    async find(commit) {
      const found = await repos.getCommit({ ...context.repo, ref: commit }).catch(cause => {
        const { status } = cause as { status?: number }
        if (status === 404 || status === 422)
          throw new UserError(`input "version" names commit ${commit}, which ${where} does not have`, {
            cause,
          })
        throw unavailable(`look up commit ${commit} in ${where}`, cause)
      })
      return found.data.sha
    },
    async isOn(branch, sha) {
      // By its commit: to compare, GitHub may take a tag of the same name for the branch.
      const tip = await git.getRef({ ...context.repo, ref: `heads/${branch}` }).catch(cause => {
        if ((cause as { status?: number }).status === 404) return undefined
        throw unavailable(`look up branch ${branch} in ${where}`, cause)
      })
      if (!tip) return false
      // https://docs.github.com/en/rest/commits/commits#compare-two-commits
      const basehead = `${tip.data.object.sha}...${sha}`
      const compared = await repos
        .compareCommitsWithBasehead({ ...context.repo, basehead, per_page: 1 })
        .catch(cause => {
          // The branch has nothing in common with the commit.
          if ((cause as { status?: number }).status === 404) return undefined
          throw unavailable(`compare commit ${sha} with ${branch} in ${where}`, cause)
        })
      return compared?.data.status === 'behind' || compared?.data.status === 'identical'
    },
    async defaultBranch() {
      const found = await repos.get(context.repo).catch(cause => {
        throw unavailable(`look up the default branch of ${where}`, cause)
      })
      return found.data.default_branch
    },
    async fileOnDefaultBranch(path) {
      // Without a "ref" it is the default branch: https://docs.github.com/en/rest/repos/contents#get-repository-content
      const found = await repos.getContent({ ...context.repo, path }).catch(cause => {
        if ((cause as { status?: number }).status === 404) return undefined
        throw unavailable(`read ${path} of the default branch of ${where}`, cause)
      })
      if (!found) return undefined
      const { data } = found
      if (Array.isArray(data) || data.type !== 'file' || !('content' in data))
        throw new UserError(
          `${path} on the default branch of ${where} is not a file. Check the input "settings"`,
        )
      return { path, text: Buffer.from(data.content, 'base64').toString('utf8') }
    },
  }
}

const unavailable = (what: string, cause: unknown): UserError =>
  new UserError(
    `cannot ${what} (HTTP ${(cause as { status?: number }).status ?? 'unreachable'}). Give the job "contents: read", or run it again later`,
    { cause },
  )
