import { setTimeout as sleep } from 'node:timers/promises'
import { getOctokit } from '@actions/github'
import { UserError } from '@tsh/action'
import { MAX_SETTINGS_BYTES, sizeProblem } from '../file/source-text.ts'
import { apiError, isTransient, isUnknownFile } from './api-error.ts'
import type { CommittedFile, SettingsRequest } from './request.ts'

const ATTEMPTS = 3
const TIMEOUT_MS = 15_000

/**
 * A file as the commit of the run has it, from GitHub's contents API
 * (https://docs.github.com/en/rest/repos/contents#get-repository-content).
 * @param pauseMs before the second attempt, doubled before each further one
 */
export async function fileOnGithub(request: SettingsRequest, pauseMs = 1000): Promise<CommittedFile> {
  const { path, token } = request
  if (token === '')
    throw new UserError(
      `cannot read ${path}: there is no checkout of the run's commit, and input "github-token" is empty. Leave the input at its default`,
    )
  const data = await contentsWithRetries(request, pauseMs)
  return data === undefined ? {} : { text: fileText(path, data) }
}

/** @returns nothing when the commit has no such file */
async function contentsWithRetries(request: SettingsRequest, pauseMs: number): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await contents(request)
    } catch (error) {
      if (isUnknownFile(error)) return undefined
      if (attempt === ATTEMPTS || !isTransient(error)) throw apiError(request, error)
      await sleep(pauseMs * 2 ** (attempt - 1))
    }
  }
}

async function contents({ repository, sha, path, token }: SettingsRequest): Promise<unknown> {
  const [owner = '', repo = ''] = repository.split('/')
  const baseUrl = process.env.GITHUB_API_URL
  const { rest } = getOctokit(token, baseUrl ? { baseUrl } : {})
  const request = { signal: AbortSignal.timeout(TIMEOUT_MS) }
  const { data } = await rest.repos.getContent({ owner, repo, path, ref: sha, request })
  return data
}

interface Contents {
  type?: string
  size?: number
  encoding?: string
  content?: string
}

/** The text in a response; a link to a file of the repository has been followed by GitHub. */
function fileText(path: string, data: unknown): string {
  if (Array.isArray(data)) throw new UserError(`${path} is a folder. Set "settings" to a file`)
  const { type, size = 0, encoding, content } = (data ?? {}) as Contents
  if (type === 'submodule')
    throw new UserError(`${path} is a submodule. Set "settings" to a file of this repository`)
  if (type === 'symlink')
    throw new UserError(`${path} is a symbolic link that does not lead to a file of this repository`)
  // Above 1 MB there is no content at all.
  if (size > MAX_SETTINGS_BYTES) throw new UserError(`${path} ${sizeProblem(size)}`)
  const bytes =
    encoding === 'base64' && typeof content === 'string' ? Buffer.from(content, 'base64') : undefined
  if (type !== 'file' || bytes?.length !== size)
    throw new UserError(`cannot read ${path}: GitHub returned an incomplete file. Run the job again`)
  return bytes.toString('utf8')
}
