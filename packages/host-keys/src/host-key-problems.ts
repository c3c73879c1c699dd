import type { Address } from './address.ts'
import { knownHostsName, knownHostsProblem, knownKeys } from './known-hosts.ts'
import { isUsable, type Pinning } from './pin.ts'

/** A fingerprint as `ssh-keygen -l` prints it, after the length of the key. */
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/

/** What is meant as a fingerprint, right or wrong. */
const isFingerprint = (line: string): boolean => /^(\d+ )?(SHA\d*|MD5):/i.test(line)

/** The lines of a host key by their form; blank lines and comments are left out. */
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
 * Why host keys cannot be read, or nothing when they can. Continues the sentence that the name of the setting begins, and
 * repeats no key, since a private one may have been pasted there.
 * @param servers how many servers they are for, with the jump host
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

/** Why known_hosts lines pin no key of a server, or nothing when they do. Follows the name of the setting in a sentence. */
export function unpinnedProblem(lines: readonly string[], { host, port }: Address): string | undefined {
  const name = knownHostsName(host, port)
  const { pinned, revoked, authority } = knownKeys(lines, host, port)
  if (pinned.some(isUsable)) return undefined
  const [unusable] = pinned
  if (unusable) return `pins "${name}" with a key of the type ${unusable.type}, which cannot be compared here`
  if (authority)
    return `has a @cert-authority line for "${name}", but host certificates are not supported; the server's own key is needed`
  if (revoked.length > 0) return `revokes every key that it has for "${name}"`
  const other = port !== 22 && knownKeys(lines, host, 22).pinned.length > 0
  return other ? `has an entry for "${host}" but not for "${name}"` : `has no entry for "${name}"`
}
