import { randomBytes } from 'node:crypto'

const HEADER = encode('{"alg":"RS256","typ":"JWT"}')
const SIGNATURE_BYTES = 256

/**
 * A token like GitHub's for a run: `ghs_` and a JSON Web Token, about 520 characters with dots (since May 2026). Code that
 * expects the 40 characters of earlier tokens would also fail on GitHub.
 */
export function runToken(): string {
  const payload = JSON.stringify({ iss: 'github.com', jti: randomBytes(30).toString('hex'), exp: 4102444800 })
  return `ghs_${HEADER}.${encode(payload)}.${randomBytes(SIGNATURE_BYTES).toString('base64url')}`
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}
