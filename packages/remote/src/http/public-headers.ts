/**
 * Headers of a request to the application at an address on its server, as its proxy sends them: many applications reject
 * unknown hosts, and redirect what did not come over https. None without a public URL, and for a URL with a host name or
 * of the public host.
 */
export function publicHeaders(url: string, publicUrl: string | undefined): Record<string, string> {
  if (publicUrl === undefined) return {}
  const requested = new URL(url)
  const { host, protocol } = new URL(publicUrl)
  if (!isAddress(requested.hostname) || requested.host === host) return {}
  return { Host: host, ...(protocol === 'https:' ? { 'X-Forwarded-Proto': 'https' } : {}) }
}

/** Whether the host of a URL is an address: an application is not known by it. */
const isAddress = (hostname: string): boolean => /^(\[.*\]|[\d.]+|localhost)$/.test(hostname)
