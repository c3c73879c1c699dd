import { randomBytes } from 'node:crypto'
import type { Scopes } from '../../plan/permissions.ts'
import type { Masker } from '../log/masker.ts'

const HEADER = encode('{"alg":"RS256","typ":"JWT"}')
const SIGNATURE_BYTES = 256

/**
 * A token like GitHub's for a job: `ghs_` and a JSON Web Token, about 520 characters with dots (since May 2026). Code that
 * expects the 40 characters of earlier tokens would also fail on GitHub. It carries what the job may do, which the fake
 * of GitHub's API enforces.
 * @param permissions undefined without any `permissions`: the default of the repository
 */
export function jobToken(permissions?: Scopes): string {
  const jti = randomBytes(30).toString('hex')
  const payload = JSON.stringify({ iss: 'github.com', jti, exp: 4102444800, permissions })
  return `ghs_${HEADER}.${encode(payload)}.${randomBytes(SIGNATURE_BYTES).toString('base64url')}`
}

/** Masks a token, also in the form in which git sends it (actions/runner, ExecutionContext.cs). */
export function maskToken(masker: Masker, token: string): void {
  masker.add(token)
  masker.add(Buffer.from(`x-access-token:${token}`).toString('base64'))
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}
