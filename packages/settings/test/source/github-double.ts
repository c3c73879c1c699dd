import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CannedResponse {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export interface GithubDouble {
  url: string
  /** The responses to the next requests; the last one is repeated. */
  respond(...responses: CannedResponse[]): void
  /** Requests that were right, as `METHOD path`. */
  requests: string[]
  /** What was wrong with requests; each of them got 400. */
  violations: string[]
  close(): Promise<void>
}

/** A file as the contents API returns it (https://docs.github.com/en/rest/repos/contents#get-repository-content). */
export function fileResponse(text: string, changes: object = {}): CannedResponse {
  // GitHub breaks the lines of the content.
  const content = Buffer.from(text).toString('base64').replace(/.{60}/g, '$&\n')
  const size = Buffer.byteLength(text)
  return { status: 200, body: { type: 'file', encoding: 'base64', size, content, ...changes } }
}

export const errorResponse = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): CannedResponse => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest' },
  headers,
})

/** The contents API of GitHub on loopback, which accepts nothing but well-formed requests for one repository. */
export async function startGithubDouble(repository: string, token: string): Promise<GithubDouble> {
  let responses: CannedResponse[] = []
  const requests: string[] = []
  const violations: string[] = []
  const server = createServer((request, response) => {
    const problem = violation(request, repository, token)
    if (problem === undefined) requests.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`)
    else violations.push(problem)
    const next = responses.length > 1 ? responses.shift() : responses[0]
    const { status, body, headers } =
      problem === undefined && next ? next : errorResponse(400, problem ?? 'no response')
    request.resume()
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    violations,
    respond(...next) {
      responses = next
      requests.length = 0
      violations.length = 0
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function violation(
  { method, url = '', headers }: IncomingMessage,
  repository: string,
  token: string,
): string | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  if (method !== 'GET') return `method ${method}`
  if (!decodeURIComponent(pathname).startsWith(`/repos/${repository}/contents/`)) return `path ${pathname}`
  const ref = searchParams.get('ref')
  if ([...searchParams.keys()].some(key => key !== 'ref')) return `parameters ${searchParams}`
  if (ref !== null && !/^[0-9a-f]{40}$/.test(ref)) return `ref ${ref}`
  if (headers.authorization !== `token ${token}`) return 'authorization'
  if (!headers['user-agent']) return 'user-agent'
  if (!/application\/vnd\.github\b.*json/.test(headers.accept ?? '')) return `accept ${headers.accept}`
  return undefined
}
