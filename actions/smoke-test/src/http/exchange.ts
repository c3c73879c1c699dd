import { type Answer, type HttpRequest, publicHeaders } from '@tsh/remote'
import type { Check } from '../checks/expectation.ts'
import { isRedirect, RedirectError, redirected } from './redirect.ts'

/** Sends one request, from the runner or from the server. */
export type SendRequest = (request: HttpRequest) => Promise<Answer>

/** A URL, and how to send requests to it. */
export interface Address {
  url: string
  /** The public URL, for the header `Host` of requests to an address. */
  publicUrl: string
  send: SendRequest
}

/** Enough for a trailing slash, a language and a login. */
const MAX_REDIRECTS = 5
/** Longer bodies are truncated: smoke tests only need the beginning. */
const MAX_BODY_BYTES = 1024 * 1024

/**
 * Sends a check's request and follows its redirects, unless the redirect itself is expected.
 * @param milliseconds time limit for the whole exchange
 */
export async function exchange(
  { url, publicUrl, send }: Address,
  check: Check,
  milliseconds: number,
): Promise<Answer> {
  const end = performance.now() + milliseconds
  let request: HttpRequest = {
    url: url + check.path,
    method: check.method,
    headers: {
      ...publicHeaders(url, publicUrl),
      'User-Agent': 'tsh-smoke-test',
      Accept: '*/*',
      'Accept-Encoding': 'identity',
      ...(check.contentType ? { 'Content-Type': check.contentType } : {}),
      ...check.headers,
    },
    ...(check.body === undefined ? {} : { body: check.body }),
    bodyLimit: MAX_BODY_BYTES,
  }
  for (let redirects = 0; ; redirects++) {
    const timeout = Math.max(1, Math.round(end - performance.now()))
    const answer = await send({ ...request, timeout })
    if (!isRedirect(answer) || check.statuses.includes(answer.status)) return answer
    if (redirects === MAX_REDIRECTS) throw new RedirectError(`more than ${MAX_REDIRECTS} redirects`)
    request = redirected(request, answer)
  }
}
