import type { Answer, HttpRequest } from '@tsh/remote'

type Response = Pick<Answer, 'status' | 'headers'>

/** What frameworks answer to a host that is not in their list: Django 400, Rails 403, HTTP itself 421. */
const UNKNOWN_HOST = [400, 403, 421]
const MAX_TARGET_LENGTH = 200

/** `HTTP 200`, or `HTTP 301 to /health/`. */
export function describeAnswer(answer: Response): string {
  const target = targetOf(answer)
  return target === undefined ? `HTTP ${answer.status}` : `HTTP ${answer.status} to ${target}`
}

/** What to do about a response that does not count as healthy, as the end of a message; empty if nothing is known. */
export function healthAdvice({ url, headers = {} }: HttpRequest, answer: Response): string {
  const target = targetOf(answer)
  const { Host: host = new URL(url).host, 'X-Forwarded-Proto': forwarded } = headers
  if (UNKNOWN_HOST.includes(answer.status)) return `. The request had the header Host: ${host}`
  if (target === undefined) return ''
  if (!isSamePath(url, target)) return '. Redirects are not followed: set the health path to the target'
  return forwarded === undefined
    ? '. Redirects are not followed: exempt the health path from them'
    : `. The request had the headers Host: ${host} and X-Forwarded-Proto: ${forwarded}: trust them in the application, or exempt the health path from redirects`
}

/** The target of a redirect without its query, which may contain a token. */
function targetOf({ status, headers }: Response): string | undefined {
  if (status < 300 || status > 399 || headers.location === undefined) return undefined
  return headers.location.replace(/[?#].*$/s, '').slice(0, MAX_TARGET_LENGTH)
}

const isSamePath = (url: string, target: string): boolean =>
  URL.canParse(target, url) && new URL(target, url).pathname === new URL(url).pathname
