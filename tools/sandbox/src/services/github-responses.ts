import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../machine/command.ts'
import { listOf } from './github-lists.ts'
import type { GithubState } from './github-state.ts'

export type ApiResponse = [status: number, body: object, headers?: Record<string, string>]
export const notFound: ApiResponse = [
  404,
  { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
]

/** Larger files have to be read through another endpoint. */
const MAX_CONTENT_BYTES = 1024 * 1024

/** The response to a GET, from bare repositories and the state; undefined for an unsupported endpoint. */
export function responseTo(
  gitFolder: string,
  { pathname, searchParams }: URL,
  state: GithubState,
): Promise<ApiResponse> | undefined {
  const [, owner = '', name = '', rest = ''] = /^\/repos\/([^/]+)\/([^/]+)((?:\/.*)?)$/.exec(pathname) ?? []
  if (name === '') return undefined
  const repository = join(gitFolder, `${name}.git`)
  const list = listOf(state, rest, searchParams)
  if (list)
    return listResponse(
      repository,
      rest,
      state.refused.includes(list.scope) ? refused(list.scope) : list.response,
    )
  const known = endpoint(repository, rest, searchParams.get('ref') ?? 'HEAD')
  if (rest === '') return repositoryFacts(repository, `${owner}/${name}`)
  return existsSync(repository) || !known ? known?.() : Promise.resolve(notFound)
}

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api: the header names what is missing. */
const refused = (scope: string): ApiResponse => [
  403,
  { message: 'Resource not accessible by integration', status: '403' },
  { 'x-accepted-github-permissions': `${scope}=read` },
]

/** A list of a commit needs a commit that exists. */
async function listResponse(repository: string, rest: string, response: ApiResponse): Promise<ApiResponse> {
  if (!existsSync(repository)) return notFound
  const [, reference] = /^\/commits\/([^/]+)\//.exec(rest) ?? []
  if (reference === undefined) return response
  const [status, body] = await commit(repository, decodeURIComponent(reference))
  return status === 200 ? response : [status, body]
}

function endpoint(repository: string, rest: string, ref: string): (() => Promise<ApiResponse>) | undefined {
  const [, kind, encoded = ''] = /^\/(commits|compare|contents|git\/ref)\/(.+)$/.exec(rest) ?? []
  const argument = decodeURIComponent(encoded)
  if (kind === 'commits' && !argument.includes('/')) return () => commit(repository, argument)
  if (kind === 'git/ref') return () => branch(repository, `refs/${argument}`)
  if (kind === 'contents') return () => contents(repository, argument, ref)
  const [, base = '', head = ''] = /^(.+?)\.\.\.(.+)$/.exec(argument) ?? []
  return kind === 'compare' && head !== '' ? () => compare(repository, base, head) : undefined
}

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
async function repositoryFacts(repository: string, fullName: string): Promise<ApiResponse> {
  if (!existsSync(repository)) return notFound
  const { stdout } = await run('git', ['-C', repository, 'symbolic-ref', '--short', 'HEAD'])
  return [
    200,
    { name: fullName.split('/')[1], full_name: fullName, private: true, default_branch: stdout.trim() },
  ]
}

/** https://docs.github.com/en/rest/commits/commits#get-a-commit; a branch or tag takes precedence over a short id, like in git. */
async function commit(repository: string, reference: string): Promise<ApiResponse> {
  const show = ['show', '--no-patch', '--format=%H%n%B', '--end-of-options', `${reference}^{commit}`]
  const { code, stdout } = await run('git', ['-C', repository, ...show])
  if (code !== 0) return [422, { message: `No commit found for SHA: ${reference}` }]
  const [sha, ...message] = stdout.trimEnd().split('\n')
  return [200, { sha, commit: { message: message.join('\n') } }]
}

/** https://docs.github.com/en/rest/git/refs#get-a-reference */
async function branch(repository: string, ref: string): Promise<ApiResponse> {
  const { code, stdout } = await run('git', ['-C', repository, 'show-ref', '--hash', '--verify', '--', ref])
  return code === 0 ? [200, { ref, object: { type: 'commit', sha: stdout.trim() } }] : notFound
}

/** https://docs.github.com/en/rest/repos/contents#get-repository-content; without a ref, from the default branch. */
async function contents(repository: string, path: string, ref: string): Promise<ApiResponse> {
  const git = (...args: string[]) => run('git', ['-C', repository, ...args])
  const found = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
  if (found.code !== 0) return [404, { message: `No commit found for the ref ${ref}`, status: '404' }]
  const object = `${found.stdout.trim()}:${path}`
  const { stdout: type } = await git('cat-file', '-t', object)
  if (type.trim() === 'tree') return [200, (await git('ls-tree', '--name-only', object)).stdout.split('\n')]
  if (type.trim() !== 'blob') return notFound
  const { stdout: text } = await git('cat-file', 'blob', object)
  const size = Buffer.byteLength(text)
  const isSmall = size <= MAX_CONTENT_BYTES
  const lines =
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,60}/g) ?? []
  const { stdout: sha } = await git('rev-parse', object)
  return [
    200,
    {
      ...{ type: 'file', name: path.split('/').at(-1), path, size, sha: sha.trim() },
      ...{ encoding: isSmall ? 'base64' : 'none', content: isSmall ? `${lines.join('\n')}\n` : '' },
    },
  ]
}

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
async function compare(repository: string, base: string, head: string): Promise<ApiResponse> {
  const git = (...args: string[]) => run('git', ['-C', repository, ...args])
  const known = await Promise.all(
    [base, head].map(name => git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)),
  )
  if (known.some(({ code }) => code !== 0)) return notFound
  const [one = '', other = ''] = known.map(({ stdout }) => stdout.trim())
  if ((await git('merge-base', one, other)).code !== 0)
    return [404, { message: `No common ancestor between ${base} and ${head}.` }]
  const counted = await git('rev-list', '--left-right', '--count', `${one}...${other}`)
  const [behind = 0, ahead = 0] = counted.stdout.trim().split('\t').map(Number)
  const status = ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical'
  return [200, { status, ahead_by: ahead, behind_by: behind, total_commits: ahead }]
}
