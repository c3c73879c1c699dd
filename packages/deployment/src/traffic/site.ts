import { log } from '@tsh/action'
import { type HttpRequest, isConnectionRefused, type Remote } from '@tsh/remote'
import { urlHost } from '../compose/compose-model.ts'
import { type ListeningSocket, listeningSockets } from '../services/listening-sockets.ts'

/** A request to the server's own proxy for the public site. */
export type Site = Readonly<HttpRequest>

/** A port on which the proxy may listen. */
interface Entry {
  protocol: 'http:' | 'https:'
  port: number
}

/**
 * Finds the local address where the proxy on the server serves the public URL: on the port of the URL or, if TLS is
 * terminated in front of the server, on port 80. The first port that accepts a connection is used for all requests
 * around a switch. If none does, the first one is returned, and requests to it fail.
 */
export async function findSite(
  remote: Remote,
  { publicUrl, path }: { publicUrl: string; path: string },
): Promise<Site> {
  const entries = entriesOf(publicUrl)
  const sockets = await listening(remote)
  for (const entry of entries) {
    for (const address of addressesFor(entry.port, sockets)) {
      const site = siteAt(entry, address, { publicUrl, path })
      if (!(await accepts(remote, site))) continue
      log.info(`Sending requests to the proxy at ${describe(site, publicUrl)}`)
      return site
    }
  }
  const [first] = entries
  const ports = entries.map(({ port }) => port).join(', ')
  log.info(`Nothing on ${remote.name} accepts connections for ${publicUrl} (ports tried: ${ports})`)
  return siteAt(first, '127.0.0.1', { publicUrl, path })
}

/** The ports to try, in order. */
export function entriesOf(publicUrl: string): [Entry, ...Entry[]] {
  const { protocol, port } = new URL(publicUrl)
  const http: Entry = { protocol: 'http:', port: 80 }
  if (protocol === 'http:') return port === '' ? [http] : [{ ...http, port: Number(port) }, http]
  const https: Entry = { protocol: 'https:', port: 443 }
  return port === '' ? [https, http] : [{ ...https, port: Number(port) }, https, http]
}

const READ_SOCKETS = "grep -h ' 0A ' /proc/net/tcp /proc/net/tcp6 2> /dev/null || true"

async function listening(remote: Remote): Promise<ListeningSocket[]> {
  const { stdout } = await remote.run(['sh', '-c', READ_SOCKETS, 'list listening sockets'])
  return listeningSockets(stdout)
}

/** Loopback first; a proxy may listen on its public address only. */
export function addressesFor(port: number, sockets: readonly ListeningSocket[]): string[] {
  const addresses = sockets.filter(socket => socket.port === port).map(({ address }) => address)
  const loopback = addresses.some(address => address.includes(':')) ? ['127.0.0.1', '::1'] : ['127.0.0.1']
  return [
    ...new Set([...loopback, ...addresses.filter(address => address !== '0.0.0.0' && address !== '::')]),
  ]
}

function siteAt(
  { protocol, port }: Entry,
  address: string,
  { publicUrl, path }: { publicUrl: string; path: string },
): Site {
  const visited = new URL(publicUrl)
  const standard = port === (protocol === 'https:' ? 443 : 80)
  const isTerminatedUpstream = visited.protocol === 'https:' && protocol === 'http:'
  return {
    url: `${protocol}//${urlHost(address)}${standard ? '' : `:${port}`}${path}`,
    headers: { Host: visited.host, ...(isTerminatedUpstream ? { 'X-Forwarded-Proto': 'https' } : {}) },
    // The connection stays on the server, which SSH has authenticated. The smoke test verifies the public certificate.
    verifyCertificate: false,
  }
}

const accepts = (remote: Remote, site: Site): Promise<boolean> =>
  remote.request(site).then(
    () => true,
    cause => !isConnectionRefused(cause),
  )

function describe({ url, headers = {} }: Site, publicUrl: string): string {
  const { Host: host, 'X-Forwarded-Proto': forwarded } = headers
  const why = forwarded
    ? `, X-Forwarded-Proto: ${forwarded}; no https listener for ${publicUrl} on the server`
    : ''
  return `${url} (Host: ${host}${why})`
}
