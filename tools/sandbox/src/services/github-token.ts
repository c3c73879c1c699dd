/** A token of a job. */
export interface JobToken {
  /** Scopes and levels; undefined for a token that does not say, which may do everything. */
  permissions?: Record<string, 'read' | 'write'>
}

/** The scheme of API requests. */
const BEARER = /^(?:bearer|token) (ghs_\S+)$/i

/** The token in the header of an API request. */
export const tokenIn = (authorization: string): JobToken | undefined =>
  parsed(BEARER.exec(authorization)?.[1])

/** The token in the header of git, as the password of `x-access-token`, as in actions/checkout. */
export function gitTokenIn(authorization = ''): JobToken | undefined {
  const [scheme = '', encoded = ''] = authorization.split(' ')
  if (scheme.toLowerCase() !== 'basic') return undefined
  return parsed(/^x-access-token:(ghs_\S+)$/.exec(Buffer.from(encoded, 'base64').toString())?.[1])
}

/** The token as the workflow runner makes it: its payload has the permissions of the job. */
function parsed(token: string | undefined): JobToken | undefined {
  if (token === undefined) return undefined
  const [, payload] = token.split('.')
  return payload === undefined ? {} : (JSON.parse(Buffer.from(payload, 'base64url').toString()) as JobToken)
}

/** Whether a token may read, or also write, what a scope covers. */
export function allows({ permissions }: JobToken, scope: string, level: 'read' | 'write'): boolean {
  const granted = permissions === undefined ? 'write' : permissions[scope]
  return granted === 'write' || granted === level
}
