/** Why a request failed, by error code of Node.js. */
const REASONS: Record<string, string> = {
  ENOTFOUND: 'host name not found (DNS)',
  EAI_AGAIN: 'host name lookup failed (DNS server does not respond)',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed before the end of the response',
  EPIPE: 'connection closed before the end of the response',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
  ETIMEDOUT: 'connection timed out',
  CERT_HAS_EXPIRED: 'the TLS certificate has expired',
  CERT_NOT_YET_VALID: 'the TLS certificate is not valid yet',
  CERT_REVOKED: 'the TLS certificate was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the TLS certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the TLS certificate is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the TLS certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the intermediate TLS certificate is missing',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the TLS certificate is for a different host name',
  HPE_HEADER_OVERFLOW: 'the response headers are too long',
}

/** Why a request got no response, as a readable reason for known errors. */
export function requestError(error: Error): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  const known = REASONS[code]
  if (known) return known
  if (code.startsWith('HPE_')) return 'the response is not HTTP'
  const handshake = /SSL routines:[^:]*:([^:]+)/.exec(message)?.[1]
  if (handshake === undefined) return message
  return /wrong version number|packet length too long/.test(handshake)
    ? 'the port does not use TLS'
    : `the TLS handshake failed (${handshake})`
}
