import { context, getOctokit } from '@actions/github'
import { UserError } from '@tsh/action'
import type { Commits } from './determine-version.ts'

/** The commits of the repository, as GitHub knows them. */
export function commitsOnGithub(token: string): Commits {
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
  }
}

const unavailable = (what: string, cause: unknown): UserError =>
  new UserError(`cannot ${what} (HTTP ${(cause as { status?: number }).status ?? 'unreachable'})`, { cause })
