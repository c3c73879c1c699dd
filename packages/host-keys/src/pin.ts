import { type HostKey, knownKeys } from './known-hosts.ts'

/** The accepted host keys of one server, identified by their fingerprints. */
export interface Pin {
  expected: readonly string[]
  /** Keys that are explicitly rejected. */
  revoked: readonly string[]
  /** Signature algorithms to negotiate, so that the server offers a key of a pinned type. */
  algorithms: readonly string[]
}

/** How a server's key is pinned: lines of known_hosts, or fingerprints. */
export interface Pinning {
  knownHosts: readonly string[]
  /** `SHA256:…`, as printed by `ssh-keygen -l`; any of them is accepted. Default: none. */
  fingerprints?: readonly string[]
}

/** By key type. SHA-1 signatures (`ssh-rsa`) are never negotiated. */
const ALGORITHMS: Record<string, readonly string[]> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
}

/** Whether host keys of this type are supported. */
export const isUsable = ({ type }: HostKey): boolean => Object.hasOwn(ALGORITHMS, type)

export function pinOf({ knownHosts, fingerprints = [] }: Pinning, host: string, port: number): Pin {
  const { pinned, revoked } = knownKeys(knownHosts, host, port)
  const types = fingerprints.length > 0 ? Object.keys(ALGORITHMS) : pinned.map(({ type }) => type)
  return {
    expected: [...pinned.map(({ key }) => fingerprint(Buffer.from(key, 'base64'))), ...fingerprints],
    revoked: revoked.map(({ key }) => fingerprint(Buffer.from(key, 'base64'))),
    algorithms: [...new Set(types.flatMap(type => ALGORITHMS[type] ?? []))],
  }
}

/**
 * Why a host key offered by a server is rejected, or nothing when it is accepted.
 * @param key the key in the format of RFC 4253, section 6.6
 */
export function keyRefusal({ expected, revoked }: Pin, key: Buffer, address: string): string | undefined {
  const offered = fingerprint(key)
  if (revoked.includes(offered))
    return `${address} offered the host key ${offered}, which "host-key" revokes; nothing was run`
  if (expected.includes(offered)) return undefined
  const type = key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1')
  return `host key mismatch for ${address}: expected ${expected.join(' or ')}, server offered ${offered} (${type}). Possible attack or re-installed server; nothing was run`
}

/** The fingerprint as `ssh-keygen -l` prints it. */
export function fingerprint(key: Buffer): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}
