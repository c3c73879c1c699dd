import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isFetch, serveFetch } from './git-http.ts'
import { type ApiResponse, notFound, responseTo } from './github-responses.ts'
import { emptyState, type GithubState } from './github-state.ts'
import { archiveLocation, startStorage } from './github-storage.ts'

export interface FakeGithub {
  url: string
  /** Unsupported requests, as `METHOD path`; each got a 404. */
  unknown: string[]
  /** What it responds with beyond the commits. */
  state: GithubState
  close(): Promise<void>
}

/** A fake of the GitHub REST API endpoints that a deployment uses, and of git over HTTPS, backed by bare repositories. */
export async function startGithub(gitFolder: string): Promise<FakeGithub> {
  const unknown: string[] = []
  const state = emptyState()
  const storage = await startStorage(state)
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (isFetch(url)) return serveFetch(gitFolder, url, request, response)
    const refusal = unauthorized(request.headers.authorization)
    const download = refusal ? undefined : archiveLocation(state, url.pathname, storage.url)
    if (download !== undefined) {
      response.writeHead(302, { location: download }).end()
      return
    }
    const known = request.method === 'GET' ? responseTo(gitFolder, url, state) : undefined
    if (!known) unknown.push(`${request.method} ${url.pathname}`)
    const [status, body, headers] = refusal ?? (await known) ?? notFound
    request.resume()
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
    await storage.close()
  }
  return { url: `http://127.0.0.1:${port}`, unknown, state, close }
}

/** The repository is private, and requires the token of a run. */
function unauthorized(authorization: string | undefined): ApiResponse | undefined {
  if (!authorization) return [401, { message: 'Requires authentication', status: '401' }]
  if (/^(bearer|token) ghs_\S+$/i.test(authorization)) return undefined
  return [401, { message: 'Bad credentials', status: '401' }]
}
