import { getOctokit } from '@actions/github'
import { workflowRun } from '@tsh/action'

type Rest = ReturnType<typeof getOctokit>['rest']

/** The GitHub repository of the workflow run. */
export interface Repository {
  api: Rest
  /** The parameters of every request for this repository. */
  where: { owner: string; repo: string }
  /** `owner/name`. */
  name: string
}

/** @param token with read access to the repository (`contents: read`) */
export function githubRepository(token: string): Repository {
  const { repository: name } = workflowRun()
  const [owner = '', repo = ''] = name.split('/')
  const baseUrl = process.env.GITHUB_API_URL
  return { api: getOctokit(token, baseUrl ? { baseUrl } : {}).rest, where: { owner, repo }, name }
}
