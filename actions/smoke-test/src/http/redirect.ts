import type { Answer, HttpRequest } from '@tsh/remote'

/** A redirect that is not followed; the message says where it leads. */
export class RedirectError extends Error {}

/**
 * The request that a redirect asks for, on the same host and port only: what answers elsewhere is not what is tested, and
 * must not get its headers. From http to https the port changes as well, where both are the usual ones.
 * @throws RedirectError for another host or port, for a way from https to http, and for what is no address
 */
export function redirected(request: HttpRequest, { status, headers }: Answer): HttpRequest {
  const location = headers.location ?? ''
  const from = new URL(request.url)
  if (!URL.canParse(location, request.url)) throw new RedirectError(`HTTP ${status} to no address`)
  const to = new URL(location, from)
  to.hash = ''
  // Without the query, which may contain a token.
  const where = `${to.origin}${to.pathname}`
  if (to.hostname !== from.hostname)
    throw new RedirectError(`HTTP ${status} to another host (${where}), which is not followed`)
  if (!/^https?:$/.test(to.protocol) || (from.protocol === 'https:' && to.protocol === 'http:'))
    throw new RedirectError(`HTTP ${status} from https to ${where}, which is not followed`)
  if (to.origin !== from.origin && !(isUsualPort(from) && isUsualPort(to)))
    throw new RedirectError(`HTTP ${status} to another origin (${where}), which is not followed`)
  const { method = 'GET', body, ...rest } = request
  // A form that was accepted leads to a page (RFC 9110, section 15.4); browsers read 301 and 302 that way too.
  const read = status === 303 || ((status === 301 || status === 302) && method === 'POST')
  if (read && method !== 'HEAD') return { ...rest, url: to.href, method: 'GET' }
  return { ...rest, url: to.href, method, ...(body === undefined ? {} : { body }) }
}

/** Whether an answer sends the asker on. */
export const isRedirect = ({ status, headers }: Answer): boolean =>
  [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined

/** A URL has no port where it is the one of its protocol. */
const isUsualPort = ({ port }: URL): boolean => port === ''
