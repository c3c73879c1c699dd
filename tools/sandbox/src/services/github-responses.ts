import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../machine/command.ts'
import { deploymentResponse } from './github-deployments.ts'
import { listOf } from './github-lists.ts'
import type { GithubState } from './github-state.ts'
import { allows, type JobToken } from './github-token.ts'

export type ApiResponse = [status: number, body: object, headers?: Record<string, string>]
export const notFound: ApiResponse = [
  404,
  { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
]

/** Larger files have to be read through another endpoint. */
const MAX_CONTENT_BYTES = 1024 * 1024

/** A request to the API. */
export interface ApiRequest {
  method: string
  url: URL
  /** The parsed body; empty without one. */
  body: Record<string, unknown>
  token: JobToken
}

/** The response to a request, from bare repositories and the state; undefined for an unsupported endpoint. */
export async function responseTo(
  gitFolder: string,
  { method, url: { pathname, searchParams }, body, token }: ApiRequest,
  state: GithubState,
): Promise<ApiResponse | undefined> {
  const [, owner = '', name = '', rest = ''] = /^\/repos\/([^/]+)\/([^/]+)((?:\/.*)?)$/.exec(pathname) ?? []
  if (name === '') return undefined
  const repository = join(gitFolder, `${name}.git`)
  if (rest === '') return method === 'GET' ? repositoryFacts(repository, `${owner}/${name}`) : undefined
  const missing = missingPermission(rest, method, token, state)
  if (missing) return missing
  if (!existsSync(repository)) return notFound
  const resolve = (reference: string) => commitOf(repository, reference)
  const response = await deploymentResponse(state, { method, rest, parameters: searchParams, body, resolve })
  if (response || method !== 'GET') return response
  const list = listOf(state, rest, searchParams)
  if (list) return listResponse(repository, rest, list)
  return endpoint(repository, rest, searchParams.get('ref') ?? 'HEAD')?.()
}

/** The permission that an endpoint requires. */
const SCOPES: readonly [pattern: RegExp, scope: string][] = [
  [/^\/commits\/[^/]+\/check-runs$/, 'checks'],
  [/^\/commits\/[^/]+\/status$/, 'statuses'],
  [/^\/actions\//, 'actions'],
  [/^\/deployments/, 'deployments'],
  [/^\/(commits|compare|contents|git)\//, 'contents'],
]

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api: the header names what is missing. */
function missingPermission(
  rest: string,
  method: string,
  token: JobToken,
  { refused }: GithubState,
): ApiResponse | undefined {
  const [, scope] = SCOPES.find(([pattern]) => pattern.test(rest)) ?? []
  const level = method === 'GET' ? 'read' : 'write'
  if (scope === undefined || (allows(token, scope, level) && !refused.includes(scope))) return undefined
  return [
    403,
    { message: 'Resource not accessible by integration', status: '403' },
    { 'x-accepted-github-permissions': `${scope}=${level}` },
  ]
}

/** The commit that a branch, tag or id resolves to. */
async function commitOf(repository: string, reference: string): Promise<string | undefined> {
  const revision = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`]
  const { code, stdout } = await run('git', ['-C', repository, ...revision])
  return code === 0 ? stdout.trim() : undefined
}

/** A list of a commit needs a commit that exists. */
async function listResponse(repository: string, rest: string, response: ApiResponse): Promise<ApiResponse> {
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
  const found = await commitOf(repository, ref)
  if (found === undefined) return [404, { message: `No commit found for the ref ${ref}`, status: '404' }]
  const object = `${found}:${path}`
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
  const [one, other] = await Promise.all([base, head].map(name => commitOf(repository, name)))
  if (one === undefined || other === undefined) return notFound
  if ((await git('merge-base', one, other)).code !== 0)
    return [404, { message: `No common ancestor between ${base} and ${head}.` }]
  const counted = await git('rev-list', '--left-right', '--count', `${one}...${other}`)
  const [behind = 0, ahead = 0] = counted.stdout.trim().split('\t').map(Number)
  const status = ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical'
  return [200, { status, ahead_by: ahead, behind_by: behind, total_commits: ahead }]
}
