import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { isFetch, serveFetch } from './git-http.ts'
import { type ApiResponse, notFound, responseTo } from './github-responses.ts'
import { emptyState, type GithubState } from './github-state.ts'
import { archiveLocation, startStorage } from './github-storage.ts'
import { allows, tokenIn } from './github-token.ts'

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
    const body = await bodyOf(request)
    const { authorization = '' } = request.headers
    const token = tokenIn(authorization)
    const download =
      token && allows(token, 'actions', 'read') && archiveLocation(state, url.pathname, storage.url)
    if (download) {
      response.writeHead(302, { location: download }).end()
      return
    }
    const { method = '' } = request
    const known = token
      ? await responseTo(gitFolder, { method, url, body, token }, state)
      : unauthorized(authorization)
    if (!known) unknown.push(`${method} ${url.pathname}`)
    const [status, answer, headers] = known ?? notFound
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(JSON.stringify(answer))
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

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await text(request)
  return body === '' ? {} : JSON.parse(body)
}

/** The repository is private, and requires the token of a job. */
const unauthorized = (authorization: string): ApiResponse => [
  401,
  { message: authorization === '' ? 'Requires authentication' : 'Bad credentials', status: '401' },
]
