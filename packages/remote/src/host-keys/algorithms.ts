/**
 * The accepted algorithms, fastest first, in addition to the host key. No SHA-1, MD5 or CBC, some of which are among the
 * defaults of ssh2, and no compression, which would leak secrets next to text controlled by an attacker.
 */
export const ALGORITHMS = {
  kex: [
    ...['curve25519-sha256', 'curve25519-sha256@libssh.org'],
    ...['ecdh-sha2-nistp256', 'ecdh-sha2-nistp384', 'ecdh-sha2-nistp521'],
    ...['diffie-hellman-group-exchange-sha256', 'diffie-hellman-group14-sha256'],
    ...['diffie-hellman-group16-sha512', 'diffie-hellman-group18-sha512'],
  ],
  cipher: [
    ...['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'chacha20-poly1305@openssh.com'],
    ...['aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
  ],
  hmac: [
    ...['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com'],
    ...['hmac-sha2-256', 'hmac-sha2-512'],
  ],
  compress: ['none'],
}

/** Algorithm kinds by their name in the error messages of ssh2. */
const WITHOUT_MATCH: Record<string, { what: string; option: string; ours: readonly string[] }> = {
  'key exchange algorithm': { what: 'key exchange', option: 'KexAlgorithms', ours: ALGORITHMS.kex },
  cipher: { what: 'cipher', option: 'Ciphers', ours: ALGORITHMS.cipher },
  MAC: { what: 'MAC', option: 'MACs', ours: ALGORITHMS.hmac },
}

/** Why a server with these algorithms cannot be used, or undefined for any other error. */
export function algorithmProblem(message: string, address: string): string | undefined {
  const [, name = ''] = /no matching (?:(?:C->S|S->C) )?(.+)$/.exec(message) ?? []
  const found = WITHOUT_MATCH[name]
  return (
    found &&
    `${address} offers no secure ${found.what}. Allow one in ${found.option} of its sshd_config: ${found.ours.join(', ')}`
  )
}
