/** Loaded when the first key is compared: `node:crypto` costs a fifth of the start of an action. */
const crypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto')

/** A public host key: its type, such as `ssh-ed25519`, and the key in Base64 as in known_hosts. */
export interface HostKey {
  type: string
  key: string
}

/** The name of a server in known_hosts: `host` for port 22, `[host]:port` otherwise (sshd(8)). */
export function knownHostsName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`
}

/** The keys that known_hosts lines pin for a server; plain and hashed names, without wildcards. */
export function pinnedKeys(lines: readonly string[], host: string, port: number): HostKey[] {
  const wanted = knownHostsName(host, port)
  return lines.flatMap(line => {
    const [names, type, key] = line.split(/\s+/)
    if (!names || !type || !key || names.startsWith('@')) return []
    return names.split(',').some(name => sameName(name, wanted)) ? [{ type, key }] : []
  })
}

/** The fingerprint as `ssh-keygen -l` prints it. */
export function fingerprint(key: string): string {
  return `SHA256:${crypto().createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`
}

/** Signature algorithms for the pinned keys only, so that the server offers a key that we can check. */
export function hostKeyAlgorithms(keys: readonly HostKey[]): string[] {
  return [
    ...new Set(keys.flatMap(({ type }) => (type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type]))),
  ]
}

function sameName(name: string, wanted: string): boolean {
  const [, kind, salt, hash] = name.split('|')
  if (kind !== '1' || !salt || !hash) return name.toLowerCase() === wanted
  return crypto().createHmac('sha1', Buffer.from(salt, 'base64')).update(wanted).digest('base64') === hash
}
