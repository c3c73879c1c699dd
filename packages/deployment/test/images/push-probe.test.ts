import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { pushProblems } from '../../src/images/push-probe.ts'
import { registryApi } from '../../src/images/registry-api.ts'

const login = { username: 'octo', password: 'correct-horse' }
const BASIC = `Basic ${Buffer.from('octo:correct-horse').toString('base64')}`

let server: Server | undefined
afterEach(() => void server?.close())

type Handler = (request: IncomingMessage, response: ServerResponse, host: string) => void

/** The requests that a registry with this behavior received, and its address. */
async function registryWith(handler: Handler): Promise<{ host: string; requests: string[] }> {
  const requests: string[] = []
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    handler(request, response, String(request.headers.host))
  })
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** A registry with a token service, such as ghcr.io: the token only has the scopes that the account has. */
const withTokens =
  (scope: string, account = BASIC): Handler =>
  (request, response, host) => {
    const url = new URL(request.url ?? '', `http://${host}`)
    const { authorization } = request.headers
    if (url.pathname === '/token') {
      const isKnown = authorization === account && url.searchParams.get('service') === 'r'
      const granted = url.searchParams.get('scope') === scope ? 'granted' : 'empty'
      return void response.writeHead(isKnown ? 200 : 403).end(JSON.stringify({ token: granted }))
    }
    if (authorization === undefined)
      return void response
        .writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token",service="r"` })
        .end()
    if (authorization !== 'Bearer granted') return void response.writeHead(403).end()
    if (request.method === 'POST')
      return void response.writeHead(202, { location: '/v2/acme/web/blobs/uploads/1?state=x' }).end()
    response.writeHead(request.method === 'DELETE' ? 204 : 405).end()
  }

test('an upload is started with a token for the repository, and cancelled', async () => {
  const { host, requests } = await registryWith(withTokens('repository:acme/web:pull,push'))
  const images = ['web:v1', `${host}/acme/web:v2`]
  expect(await pushProblems(`${host}/acme`, images, login)).toEqual({ problems: [], warnings: [] })
  expect(requests).toEqual([
    'POST /v2/acme/web/blobs/uploads/',
    'GET /token?service=r&scope=repository%3Aacme%2Fweb%3Apull%2Cpush',
    'POST /v2/acme/web/blobs/uploads/',
    'DELETE /v2/acme/web/blobs/uploads/1?state=x',
  ])
})

test.each<[string, Handler, RegExp]>([
  [
    'may only pull',
    withTokens('repository:other:pull'),
    /may not push to 127\.0\.0\.1:\d+\/acme\/web \(HTTP 403\)/,
  ],
  ['is unknown', withTokens('', 'Basic other'), /rejects the login \(HTTP 403\)\. Check DOCKER_USERNAME/],
  [
    'has no such repository',
    (request, response) => response.writeHead(request.headers.authorization === BASIC ? 404 : 401).end(),
    /acme\/web does not exist in the registry \(HTTP 404\)\. Create the repository/,
  ],
  [
    'is sent to a token service without TLS',
    (_, response) =>
      response.writeHead(401, { 'www-authenticate': 'Bearer realm="http://registry.example/token"' }).end(),
    /no token service that can be trusted/,
  ],
])('an account that %s is a problem without its password', async (_name, handler, expected) => {
  const { host } = await registryWith(handler)
  const { problems } = await pushProblems(`${host}/acme`, ['web:v1'], login)
  expect(problems).toEqual([expect.stringMatching(expected)])
  expect(problems.join()).not.toContain('correct-horse')
})

test('without a login the runner may have its own, so it is a warning', async () => {
  const { host } = await registryWith((_, response) => response.writeHead(401).end())
  const { problems, warnings } = await pushProblems(`${host}/acme`, ['web:v1'], undefined)
  expect(problems).toEqual([])
  expect(warnings.join()).toMatch(/requires a login, but "registry-username" .* are empty/)
})

test('without images only the login is checked', async () => {
  const { host, requests } = await registryWith((request, response) =>
    response.writeHead(request.headers.authorization === BASIC ? 200 : 401).end(),
  )
  expect(await pushProblems(host, [], login)).toEqual({ problems: [], warnings: [] })
  expect(requests).toEqual(['GET /v2/', 'GET /v2/'])
})

test('a temporary error is retried', async () => {
  let count = 0
  const { host } = await registryWith((_, response) => response.writeHead(count++ === 0 ? 503 : 202).end())
  expect((await pushProblems(`${host}/acme`, ['web:v1'], login, 1)).problems).toEqual([])
})

test.each([
  ['ghcr.io/tsh', 'ghcr.io/tsh/web', 'https://ghcr.io', 'tsh/web'],
  ['acme', 'acme/web', 'https://registry-1.docker.io', 'acme/web'],
  ['docker.io/acme', 'docker.io/acme/web', 'https://registry-1.docker.io', 'acme/web'],
  ['localhost:5000/acme', 'localhost:5000/acme/web', 'http://localhost:5000', 'acme/web'],
])('the API of %s', (registry, name, url, path) => {
  const api = registryApi(registry)
  expect([api.url, api.path(name)]).toEqual([url, path])
})
