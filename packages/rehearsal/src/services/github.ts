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

/** A stand-in for the one call of GitHub's REST API that a deployment makes, answered from bare repositories. */
export async function startGithub(gitFolder: string): Promise<GithubStandIn> {
  const unknown: string[] = []
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const [, repository, reference] = commitPath.exec(path) ?? []
    const known = request.method === 'GET' && repository !== undefined && reference !== undefined
    if (!known) unknown.push(`${request.method} ${path}`)
    const [status, body] = known ? await commit(join(gitFolder, `${repository}.git`), reference) : notFound
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

/** https://docs.github.com/en/rest/commits/commits#get-a-commit */
async function commit(repository: string, reference: string): Promise<Answer> {
  if (!existsSync(repository)) return notFound
  const show = ['show', '--no-patch', '--format=%H%n%B', '--end-of-options', `${reference}^{commit}`]
  const { code, stdout } = await run('git', ['-C', repository, ...show])
  if (code !== 0) return [422, { message: `No commit found for SHA: ${reference}` }]
  const [sha, ...message] = stdout.trimEnd().split('\n')
  return [200, { sha, commit: { message: message.join('\n') } }]
}
