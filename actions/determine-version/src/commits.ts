import { context, getOctokit } from '@actions/github'
import { UserError } from '@tsh/action'
import type { FindCommit } from './determine-version.ts'

/** Asks GitHub for the commit. */
export const findCommit: FindCommit = async (commit, token) => {
  try {
    const { data } = await getOctokit(token).rest.repos.getCommit({ ...context.repo, ref: commit })
    return data.sha
  } catch (cause) {
    const { status } = cause as { status?: number }
    const where = `${context.repo.owner}/${context.repo.repo}`
    if (status === 404 || status === 422) {
      throw new UserError(`input "version" names commit ${commit}, which ${where} does not have`, { cause })
    }
    throw new UserError(`cannot look up commit ${commit} in ${where} (HTTP ${status ?? 'unreachable'})`, {
      cause,
    })
  }
}
