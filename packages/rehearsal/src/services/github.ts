import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface GithubStandIn {
  url: string
  /** Requests it does not know, as `METHOD path`; each was answered with 404. */
  unknown: string[]
  requests: string[]
  close(): Promise<void>
}

interface Route {
  method: string
  path: RegExp
  answer: () => [status: number, body: unknown]
}

const routes: Route[] = [
  {
    method: 'GET',
    path: /^\/repos\/[^/]+\/[^/]+\/commits\/[^/]+\/check-runs$/,
    answer: () => [200, { total_count: 0, check_runs: [] }],
  },
  {
    method: 'GET',
    path: /^\/repos\/[^/]+\/[^/]+\/commits\/[^/]+\/status$/,
    answer: () => [200, { state: 'success', total_count: 0, statuses: [] }],
  },
  { method: 'GET', path: /^\/repos\/[^/]+\/[^/]+\/deployments$/, answer: () => [200, []] },
  { method: 'POST', path: /^\/repos\/[^/]+\/[^/]+\/deployments$/, answer: () => [201, { id: 1 }] },
  {
    method: 'POST',
    path: /^\/repos\/[^/]+\/[^/]+\/deployments\/\d+\/statuses$/,
    answer: () => [201, { id: 1, state: 'success' }],
  },
]

/** A stand-in for the few calls of GitHub's REST API that a deployment makes. */
export async function startGithub(): Promise<GithubStandIn> {
  const unknown: string[] = []
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    requests.push(`${request.method} ${path}`)
    const route = routes.find(candidate => candidate.method === request.method && candidate.path.test(path))
    if (!route) unknown.push(`${request.method} ${path}`)
    const [status, body] = route?.answer() ?? [
      404,
      { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' },
    ]
    request.resume().on('end', () => {
      response
        .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
        .end(JSON.stringify(body))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, unknown, requests, close }
}
