import type { Answer, HttpRequest } from '@tsh/remote'
import type { Check } from '../checks/expectation.ts'
import { isRedirect, RedirectError, redirected } from './redirect.ts'

/** Sends one request, from here or from the server. */
export type Ask = (request: HttpRequest) => Promise<Answer>

/** As many as a slash, a language and a login may need. */
const MOST_REDIRECTS = 5
/** Longer bodies are cut: what a smoke test looks for stands further up. */
const BODY_LIMIT = 1024 * 1024

/**
 * Sends a check's request and follows its redirects, unless the redirect itself is what is expected.
 * @param milliseconds for all of it
 */
export async function exchange(url: string, check: Check, milliseconds: number, ask: Ask): Promise<Answer> {
  const end = performance.now() + milliseconds
  let request: HttpRequest = {
    url: url + check.path,
    method: check.method,
    headers: {
      'User-Agent': 'tsh-smoke-test',
      Accept: '*/*',
      'Accept-Encoding': 'identity',
      ...(check.contentType ? { 'Content-Type': check.contentType } : {}),
      ...check.headers,
    },
    ...(check.body === undefined ? {} : { body: check.body }),
    bodyLimit: BODY_LIMIT,
  }
  for (let redirects = 0; ; redirects++) {
    const timeout = Math.max(1, Math.round(end - performance.now()))
    const answer = await ask({ ...request, timeout })
    if (!isRedirect(answer) || check.statuses.includes(answer.status)) return answer
    if (redirects === MOST_REDIRECTS) throw new RedirectError(`more than ${MOST_REDIRECTS} redirects`)
    request = redirected(request, answer)
  }
}
