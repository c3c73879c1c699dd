import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, answerTo, notFound } from './github-answers.ts'

export interface GithubStandIn {
  url: string
  /** Requests it does not know, as `METHOD path`; each was answered with 404. */
  unknown: string[]
  close(): Promise<void>
}

/** A stand-in for the calls of GitHub's REST API that a deployment makes, answered from bare repositories. */
export async function startGithub(gitFolder: string): Promise<GithubStandIn> {
  const unknown: string[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const known = request.method === 'GET' ? answerTo(gitFolder, url) : undefined
    if (!known) unknown.push(`${request.method} ${url.pathname}`)
    const [status, body] = unauthorized(request.headers.authorization) ?? (await known) ?? notFound
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

/** The repository is private, and the token is that of a run. */
function unauthorized(authorization: string | undefined): Answer | undefined {
  if (!authorization) return [401, { message: 'Requires authentication', status: '401' }]
  if (/^(bearer|token) ghs_\S+$/i.test(authorization)) return undefined
  return [401, { message: 'Bad credentials', status: '401' }]
}
