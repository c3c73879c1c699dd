import type { Address } from './address.ts'
import { knownHostsName, knownHostsProblem, knownKeys } from './known-hosts.ts'
import { isUsable, type Pinning } from './pin.ts'

/** A fingerprint as printed by `ssh-keygen -l` after the key length. */
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/

/** Whether a line is meant as a fingerprint, valid or not. */
const isFingerprint = (line: string): boolean => /^(\d+ )?(SHA\d*|MD5):/i.test(line)

/** The lines of a host key by format, without blank lines and comments. */
export function hostKeyLines(text: string): Required<Pinning> {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
  return {
    knownHosts: lines.filter(line => !isFingerprint(line)),
    fingerprints: lines.filter(isFingerprint),
  }
}

/**
 * Why host keys cannot be parsed, or nothing when they can. Completes a sentence that starts with the setting name, and
 * never quotes a key, because someone may have pasted a private one.
 * @param servers number of servers they are for, including the jump host
 */
export function hostKeyProblem(
  { knownHosts, fingerprints }: Required<Pinning>,
  servers: number,
): string | undefined {
  if (fingerprints.length === 0) return knownHostsProblem(knownHosts)
  if (knownHosts.length > 0) return 'mixes fingerprints with known_hosts lines. Use one of the two forms'
  if (!fingerprints.every(line => FINGERPRINT.test(line)))
    return 'has a fingerprint that is not SHA256: and 43 characters. Write that part of what "ssh-keygen -l" prints'
  return servers > 1
    ? 'must be known_hosts lines, because jump is set: a fingerprint does not name its server'
    : undefined
}

/** Why known_hosts lines pin no key of a server, or nothing when they do. Completes a sentence that starts with the setting name. */
export function unpinnedProblem(lines: readonly string[], { host, port }: Address): string | undefined {
  const name = knownHostsName(host, port)
  const { pinned, revoked, authority } = knownKeys(lines, host, port)
  if (pinned.some(isUsable)) return undefined
  const [unusable] = pinned
  if (unusable) return `pins "${name}" with a key of unsupported type ${unusable.type}`
  if (authority)
    return `has an @cert-authority line for "${name}", but host certificates are not supported; the server's own key is needed`
  if (revoked.length > 0) return `revokes every key that it has for "${name}"`
  const other = port !== 22 && knownKeys(lines, host, 22).pinned.length > 0
  return other ? `has an entry for "${host}" but not for "${name}"` : `has no entry for "${name}"`
}
