import { UserError } from '@tsh/action'
import { githubRepository, isMissing, isUnknownCommit, type RequestFailure, requestIfAny } from '@tsh/github'
import { MAX_SETTINGS_BYTES, sizeProblem } from '../file/source-text.ts'
import type { CommittedFile, SettingsRequest } from './request.ts'

/** A file in the repository of the run, on the default branch unless a commit is given. */
type FileRequest = Pick<SettingsRequest, 'path' | 'token'> & { sha?: string }

/**
 * A file at a commit, from GitHub's contents API
 * (https://docs.github.com/en/rest/repos/contents#get-repository-content).
 * @param pauseMs delay before the second attempt
 */
export async function fileOnGithub(
  { path, token, sha }: FileRequest,
  pauseMs = 1000,
): Promise<CommittedFile> {
  if (token === '')
    throw new UserError(
      `cannot read ${path}: there is no checkout of the run's commit, and input "github-token" is empty. Leave the input at its default`,
    )
  const { api, where, name } = githubRepository(token)
  const place = sha === undefined ? `the default branch of ${name}` : name
  const ref = sha === undefined ? {} : { ref: sha }
  const data = await requestIfAny(
    `read ${path} of ${place}`,
    options => api.repos.getContent({ ...where, ...ref, path, request: options }),
    isUnknownFile,
    pauseMs,
  )
  return data === undefined ? {} : { text: fileText(path, data) }
}

/** The file does not exist, although the commit does. */
const isUnknownFile = (failure: RequestFailure): boolean => isMissing(failure) && !isUnknownCommit(failure)

interface Contents {
  type?: string
  size?: number
  encoding?: string
  content?: string
}

/** The text in a response; GitHub has already followed links to files of the repository. */
function fileText(path: string, data: unknown): string {
  if (Array.isArray(data)) throw new UserError(`${path} is a folder. Set "settings" to a file`)
  const { type, size = 0, encoding, content } = (data ?? {}) as Contents
  if (type === 'submodule')
    throw new UserError(`${path} is a submodule. Set "settings" to a file in this repository`)
  if (type === 'symlink')
    throw new UserError(`${path} is a symbolic link that does not point to a file in this repository`)
  // Above 1 MB the response has no content.
  if (size > MAX_SETTINGS_BYTES) throw new UserError(`${path} ${sizeProblem(size)}`)
  const bytes =
    encoding === 'base64' && typeof content === 'string' ? Buffer.from(content, 'base64') : undefined
  if (type !== 'file' || bytes?.length !== size)
    throw new UserError(`cannot read ${path}: GitHub returned an incomplete file. Run the job again`)
  return bytes.toString('utf8')
}
