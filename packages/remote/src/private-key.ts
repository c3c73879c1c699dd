/**
 * A private key as it is pasted into a secret, made readable: OpenSSL refuses keys with CRLF or without a final
 * newline ("error in libcrypto"), and forms sometimes turn newlines into the two characters `\n`.
 */
export function normaliseKey(pasted: string): string {
  const text =
    pasted.includes('\\n') && !pasted.trim().includes('\n') ? pasted.replaceAll('\\n', '\n') : pasted
  return `${text.replaceAll('\r', '').trim()}\n`
}

/** Why this text is no private key, or nothing when it looks like one. */
export function keyProblem(key: string): string | undefined {
  if (
    /^(ssh-|ecdsa-|sk-)\S+ /.test(key) ||
    key.includes('BEGIN PUBLIC KEY') ||
    key.includes('BEGIN SSH2 PUBLIC KEY')
  ) {
    return 'holds a public key; a private key is needed'
  }
  if (key.startsWith('PuTTY-User-Key-File')) {
    return 'holds a PuTTY key. Convert it with: puttygen key.ppk -O private-openssh'
  }
  if (!/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----\n[\s\S]+\n-----END [A-Z0-9 ]*PRIVATE KEY-----\n$/.test(key)) {
    return 'could not be read (not a valid OpenSSH or PEM private key)'
  }
  return undefined
}
