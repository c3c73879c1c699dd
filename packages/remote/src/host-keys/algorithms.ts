/**
 * What a server has to offer besides its host key, the fastest first. Nothing of SHA-1, MD5 or CBC, which the defaults of
 * ssh2 have in part, and no compression: text of an attacker next to a secret would be measured by it.
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

/** By the words of ssh2, what it could not agree on with a server. */
const WITHOUT_MATCH: Record<string, { what: string; option: string; ours: readonly string[] }> = {
  'key exchange algorithm': { what: 'key exchange', option: 'KexAlgorithms', ours: ALGORITHMS.kex },
  cipher: { what: 'cipher', option: 'Ciphers', ours: ALGORITHMS.cipher },
  MAC: { what: 'MAC', option: 'MACs', ours: ALGORITHMS.hmac },
}

/** Why a server with these algorithms cannot be used, or nothing when something else is wrong. */
export function algorithmProblem(message: string, address: string): string | undefined {
  const [, name = ''] = /no matching (?:(?:C->S|S->C) )?(.+)$/.exec(message) ?? []
  const found = WITHOUT_MATCH[name]
  return (
    found &&
    `${address} offers no ${found.what} that is safe. Allow one in ${found.option} of its sshd_config: ${found.ours.join(', ')}`
  )
}
