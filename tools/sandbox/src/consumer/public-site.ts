import { isIP } from 'node:net'
import { join } from 'node:path'

const PRELOAD = join(import.meta.dirname, 'resolve-to-loopback.cjs')

/**
 * The URL of a sandbox's site under the application's own host name: many applications reject requests for other hosts.
 * @param url the public URL of the application; an address in it is replaced by the one of the sandbox
 * @param sandboxUrl the address of the sandbox's proxy, such as http://127.0.0.1:32768
 */
export function siteUrl(url: string, sandboxUrl: string): string {
  const { hostname } = new URL(url)
  const site = new URL(sandboxUrl)
  if (isIP(hostname.replace(/^\[|\]$/g, '')) === 0) site.hostname = hostname
  return site.origin
}

/** The `Host` of requests to a sandbox's site. */
export const siteHost = (url: string, sandboxUrl: string): string => new URL(siteUrl(url, sandboxUrl)).host

/** Environment in which Node.js connects to this machine for the host of a public URL, without DNS or the hosts file. */
export const siteResolution = (url: string): Record<string, string> => ({
  NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
  REHEARSAL_PUBLIC_HOST: new URL(url).hostname,
})
