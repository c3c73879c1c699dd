import { UserError } from '@tsh/action'
import { githubRepository, isMissing, request, requestIfAny } from '@tsh/github'
import { fileOnGithub } from '@tsh/settings/github'
import type { SettingsText } from './allowed-branches.ts'
import type { Commits } from './determine-version.ts'

/** The data that is read from the repository. */
export interface Repository extends Commits {
  /** A file of the default branch; undefined if it does not exist. */
  fileOnDefaultBranch(path: string): Promise<SettingsText | undefined>
}

/** The repository of the run, through the GitHub API. */
export function repositoryOnGithub(token: string): Repository {
  const { api, where, name } = githubRepository(token)
  return {
    async find(commit) {
      const found = await requestIfAny(
        `look up commit ${commit} in ${name}`,
        options => api.repos.getCommit({ ...where, ref: commit, request: options }),
        // 422 means that it is not a valid commit SHA.
        failure => isMissing(failure) || failure.status === 422,
      )
      if (found) return found.sha
      throw new UserError(
        `input "version" contains commit ${commit}, which does not exist in ${name}. Correct the version`,
      )
    },
    async isOn(branch, sha) {
      // By its commit: when comparing, GitHub may resolve the branch name to a tag.
      const tip = await requestIfAny(`look up branch ${branch} in ${name}`, options =>
        api.git.getRef({ ...where, ref: `heads/${branch}`, request: options }),
      )
      if (!tip) return false
      // https://docs.github.com/en/rest/commits/commits#compare-two-commits
      const basehead = `${tip.object.sha}...${sha}`
      // Not found if the branch has no history in common with the commit.
      const compared = await requestIfAny(`compare commit ${sha} with ${branch} in ${name}`, options =>
        api.repos.compareCommitsWithBasehead({ ...where, basehead, per_page: 1, request: options }),
      )
      return compared?.status === 'behind' || compared?.status === 'identical'
    },
    async defaultBranch() {
      const found = await request(`look up the default branch of ${name}`, options =>
        api.repos.get({ ...where, request: options }),
      )
      return found.default_branch
    },
    async fileOnDefaultBranch(path) {
      const { text } = await fileOnGithub({ path, token })
      return text === undefined ? undefined : { path, text }
    },
  }
}
