/** What stopped a request, by the code of node's error. */
const faults: Record<string, string> = {
  ENOTFOUND: 'the host name was not found (DNS)',
  EAI_AGAIN: 'the host name could not be looked up (DNS does not answer)',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was closed before the end of the answer',
  EPIPE: 'the connection was closed before the end of the answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
  ETIMEDOUT: 'no answer to the connection',
  CERT_HAS_EXPIRED: 'the TLS certificate has expired',
  CERT_NOT_YET_VALID: 'the TLS certificate is not valid yet',
  CERT_REVOKED: 'the TLS certificate was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the TLS certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the TLS certificate is of an authority that nobody here knows',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the TLS certificate is of an authority that nobody here knows',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the TLS certificate came without the intermediate one that belongs to it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the TLS certificate is for another name',
  HPE_HEADER_OVERFLOW: 'the headers of the answer are too long',
}

/** Why a request got no answer, in plain words where they are known. */
export function faultOf(cause: Error): string {
  const { code = '', message } = cause as NodeJS.ErrnoException
  const known = faults[code]
  if (known) return known
  if (code.startsWith('HPE_')) return 'the answer is not HTTP'
  const handshake = /SSL routines:[^:]*:([^:]+)/.exec(message)?.[1]
  if (handshake === undefined) return message
  return /wrong version number|packet length too long/.test(handshake)
    ? 'no TLS is spoken on this port'
    : `the TLS handshake failed (${handshake})`
}
