import type { Answer, HttpRequest } from '@tsh/remote'

/** A redirect that is not followed; the message contains its target. */
export class RedirectError extends Error {}

/**
 * The request after a redirect, on the same host and port only: another server is not what is tested, and must not get
 * the headers. From http to https the port may change, if both are the default ports.
 * @throws RedirectError for another host or port, for https to http, and for an invalid URL
 */
export function redirected(request: HttpRequest, { status, headers }: Answer): HttpRequest {
  const location = headers.location ?? ''
  const from = new URL(request.url)
  if (!URL.canParse(location, request.url)) throw new RedirectError(`HTTP ${status} to an invalid URL`)
  const to = new URL(location, from)
  to.hash = ''
  // Without the query, which may contain a token.
  const where = `${to.origin}${to.pathname}`
  if (to.hostname !== from.hostname)
    throw new RedirectError(`HTTP ${status} to another host (${where}), which is not followed`)
  if (!/^https?:$/.test(to.protocol) || (from.protocol === 'https:' && to.protocol === 'http:'))
    throw new RedirectError(`HTTP ${status} from https to ${where}, which is not followed`)
  if (to.origin !== from.origin && !(isDefaultPort(from) && isDefaultPort(to)))
    throw new RedirectError(`HTTP ${status} to another origin (${where}), which is not followed`)
  const { method = 'GET', body, ...rest } = request
  // An accepted form leads to a page (RFC 9110, section 15.4); browsers treat 301 and 302 the same way.
  const becomesGet = status === 303 || ((status === 301 || status === 302) && method === 'POST')
  if (becomesGet && method !== 'HEAD') return { ...rest, url: to.href, method: 'GET' }
  return { ...rest, url: to.href, method, ...(body === undefined ? {} : { body }) }
}

/** Whether a response is a redirect. */
export const isRedirect = ({ status, headers }: Answer): boolean =>
  [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined

/** A URL has no port if it is the default of its protocol. */
const isDefaultPort = ({ port }: URL): boolean => port === ''
