import type { Answer, HttpRequest } from '@tsh/remote'

/** A redirect that is not followed; the message contains its target. */
export class RedirectError extends Error {}

/**
 * The request after a redirect, on the same host and port only: another server is not what is tested, and must not get
 * the headers. From http to https the port may change, if both are the default ports. The site in the header `Host` is the
 * server that is requested, whatever its address.
 * @throws RedirectError for another host or port, for https to http, for an invalid URL, and for a loop
 */
export function redirected(request: HttpRequest, { status, headers }: Answer): HttpRequest {
  const location = headers.location ?? ''
  const from = new URL(request.url)
  if (!URL.canParse(location, request.url)) throw new RedirectError(`HTTP ${status} to an invalid URL`)
  const target = new URL(location, from)
  target.hash = ''
  const isSite = target.host === request.headers?.Host && target.host !== from.host
  const to = isSite ? at(from, target) : target
  if (isSite && to.href === from.href && (request.method ?? 'GET') === 'GET')
    throw new RedirectError(
      `HTTP ${status} to ${target.origin}${target.pathname}, which was requested with the headers ${forwardedIn(request)}: trust them in the application`,
    )
  // Without the query, which may contain a token.
  const where = `${to.origin}${to.pathname}`
  if (to.hostname !== from.hostname)
    throw new RedirectError(`HTTP ${status} redirect to another host (${where}), which is not followed`)
  if (!/^https?:$/.test(to.protocol) || (from.protocol === 'https:' && to.protocol === 'http:'))
    throw new RedirectError(`HTTP ${status} redirect from https to ${where}, which is not followed`)
  if (to.origin !== from.origin && !(isDefaultPort(from) && isDefaultPort(to)))
    throw new RedirectError(`HTTP ${status} redirect to another origin (${where}), which is not followed`)
  const { method = 'GET', body, ...rest } = request
  // An accepted form leads to a page (RFC 9110, section 15.4); browsers treat 301 and 302 the same way.
  const becomesGet = status === 303 || ((status === 301 || status === 302) && method === 'POST')
  if (becomesGet && method !== 'HEAD') return { ...rest, url: to.href, method: 'GET' }
  return { ...rest, url: to.href, method, ...(body === undefined ? {} : { body }) }
}

/** The path and query of a URL on another server. */
function at(server: URL, { pathname, search }: URL): URL {
  // Not resolved as text: a path may start with //, which is a host there.
  const url = new URL(server.origin)
  url.pathname = pathname
  url.search = search
  return url
}

/** The headers that a proxy sets. */
const forwardedIn = ({ headers = {} }: HttpRequest): string =>
  ['Host', 'X-Forwarded-Proto']
    .filter(name => headers[name] !== undefined)
    .map(name => `${name}: ${headers[name]}`)
    .join(' and ')

/** Whether a response is a redirect. */
export const isRedirect = ({ status, headers }: Answer): boolean =>
  [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined

/** A URL has no port if it is the default of its protocol. */
const isDefaultPort = ({ port }: URL): boolean => port === ''
