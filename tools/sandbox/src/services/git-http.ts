import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { allows, gitTokenIn } from './github-token.ts'

const PATH = /^\/[^/]+\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack)$/

/** Whether a request is a fetch over git's smart HTTP protocol. */
export const isFetch = ({ pathname }: URL): boolean => PATH.test(pathname)

/** GitHub serves any commit of a repository, and partial clones. */
const CONFIGURATION = {
  'uploadpack.allowAnySHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
  'safe.directory': '*',
}

/** Answers a fetch with git's own server (git-http-backend(1), a CGI program). */
export function serveFetch(
  gitFolder: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const token = gitTokenIn(request.headers.authorization)
  if (!token || !allows(token, 'contents', 'read')) {
    request.resume()
    // GitHub hides a private repository from a token without access.
    const [status, headers] = token ? [404, {}] : [401, { 'www-authenticate': 'Basic realm="GitHub"' }]
    response.writeHead(status, headers).end()
    return
  }
  const [, name = '', service = ''] = PATH.exec(url.pathname) ?? []
  const entries = Object.entries(CONFIGURATION)
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...{ PATH: process.env.PATH, GIT_PROJECT_ROOT: gitFolder, GIT_HTTP_EXPORT_ALL: '1' },
      ...{ PATH_INFO: `/${name}.git/${service}`, QUERY_STRING: url.search.slice(1) },
      ...{ REQUEST_METHOD: request.method, CONTENT_TYPE: request.headers['content-type'] ?? '' },
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      GIT_CONFIG_COUNT: String(entries.length),
      ...Object.fromEntries(
        entries.flatMap(([key, value], at) => [
          [`GIT_CONFIG_KEY_${at}`, key],
          [`GIT_CONFIG_VALUE_${at}`, value],
        ]),
      ),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  backend.stdin.on('error', () => {})
  request.pipe(backend.stdin)
  respond(backend.stdout, response)
}

/** Splits the headers that a CGI program prints from the body. */
function respond(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head = Buffer.alloc(0)
  output.on('data', (part: Buffer) => {
    if (response.headersSent) return void response.write(part)
    head = Buffer.concat([head, part])
    const end = head.indexOf('\r\n\r\n')
    if (end === -1) return
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(': ')
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10)
      else response.setHeader(name, value)
    }
    response.flushHeaders()
    response.write(head.subarray(end + 4))
  })
  output.on('end', () => response.end())
}
