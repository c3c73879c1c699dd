import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { run } from '../command.ts'

export interface GithubStandIn {
  url: string
  /** Requests it does not know, as `METHOD path`; each was answered with 404. */
  unknown: string[]
  close(): Promise<void>
}

type Answer = [status: number, body: object]
const notFound: Answer = [404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' }]
const commitPath = /^\/repos\/[^/]+\/([^/]+)\/commits\/([^/]+)$/
const branchPath = /^\/repos\/[^/]+\/([^/]+)\/git\/ref\/heads\/(.+)$/
const comparePath = /^\/repos\/[^/]+\/([^/]+)\/compare\/(.+?)\.\.\.(.+)$/

/** A stand-in for the calls of GitHub's REST API that a deployment makes, answered from bare repositories. */
export async function startGithub(gitFolder: string): Promise<GithubStandIn> {
  const unknown: string[] = []
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const answer = request.method === 'GET' ? answerTo(gitFolder, path) : undefined
    if (!answer) unknown.push(`${request.method} ${path}`)
    const [status, body] = (await answer) ?? notFound
    request.resume()
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, unknown, close }
}

function answerTo(gitFolder: string, path: string): Promise<Answer> | undefined {
  const folderOf = (repository: string): string => join(gitFolder, `${repository}.git`)
  const [, repository, reference] = commitPath.exec(path) ?? []
  if (repository && reference) return commit(folderOf(repository), reference)
  const [, branched, name] = branchPath.exec(path) ?? []
  if (branched && name) return branch(folderOf(branched), name)
  const [, compared, base, head] = comparePath.exec(path) ?? []
  return compared && base && head ? compare(folderOf(compared), base, head) : undefined
}

/** https://docs.github.com/en/rest/commits/commits#get-a-commit; a branch or tag is found before a short id, as by git. */
async function commit(repository: string, reference: string): Promise<Answer> {
  if (!existsSync(repository)) return notFound
  const show = ['show', '--no-patch', '--format=%H%n%B', '--end-of-options', `${reference}^{commit}`]
  const { code, stdout } = await run('git', ['-C', repository, ...show])
  if (code !== 0) return [422, { message: `No commit found for SHA: ${reference}` }]
  const [sha, ...message] = stdout.trimEnd().split('\n')
  return [200, { sha, commit: { message: message.join('\n') } }]
}

/** https://docs.github.com/en/rest/git/refs#get-a-reference */
async function branch(repository: string, name: string): Promise<Answer> {
  if (!existsSync(repository)) return notFound
  const ref = `refs/heads/${name}`
  const { code, stdout } = await run('git', ['-C', repository, 'show-ref', '--hash', '--verify', '--', ref])
  return code === 0 ? [200, { ref, object: { type: 'commit', sha: stdout.trim() } }] : notFound
}

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
async function compare(repository: string, base: string, head: string): Promise<Answer> {
  if (!existsSync(repository)) return notFound
  const git = (...words: string[]) => run('git', ['-C', repository, ...words])
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
