import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GithubState } from './github-state.ts'

/**
 * The storage that GitHub redirects downloads of artifacts to: another host, which refuses a request with a token, because its
 * signed URL is the authorization.
 */
export async function startStorage(state: GithubState): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const artifact = state.artifacts.find(({ id }) => request.url === `/${id}?sig=1`)
    if (request.headers.authorization !== undefined)
      return response.writeHead(400).end('InvalidAuthenticationInfo')
    if (!artifact) return response.writeHead(404).end()
    return response.writeHead(200, { 'content-type': 'application/zip' }).end(artifact.zip)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

/** Where an artifact can be downloaded; undefined for other requests, and for one that has expired. */
export function archiveLocation(state: GithubState, pathname: string, storage: string): string | undefined {
  const [, id] = /^\/repos\/[^/]+\/[^/]+\/actions\/artifacts\/(\d+)\/zip$/.exec(pathname) ?? []
  const artifact = state.artifacts.find(one => String(one.id) === id && !one.expired)
  return artifact && `${storage}/${artifact.id}?sig=1`
}
