import { getOctokit } from '@actions/github'
import { workflowRun } from '@tsh/action'

type Rest = ReturnType<typeof getOctokit>['rest']

/** The repository of the run on GitHub. */
export interface Repository {
  api: Rest
  /** The parameters that every request about it has. */
  where: { owner: string; repo: string }
  /** `owner/name`. */
  name: string
}

/** @param token that reads the repository (`contents: read`) */
export function githubRepository(token: string): Repository {
  const { repository: name } = workflowRun()
  const [owner = '', repo = ''] = name.split('/')
  const baseUrl = process.env.GITHUB_API_URL
  return { api: getOctokit(token, baseUrl ? { baseUrl } : {}).rest, where: { owner, repo }, name }
}
