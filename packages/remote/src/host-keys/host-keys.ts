/** Checks of known_hosts lines, for code that connects to nothing: this file loads none of the SSH client. */
import type { Address } from '../connection/address.ts'
import { knownHostsName, knownHostsProblem, knownKeys } from './known-hosts.ts'
import { isUsable } from './pin.ts'

export { type Address, addressText } from '../connection/address.ts'
export { knownHostsProblem }

/** A fingerprint as `ssh-keygen -l` prints it. */
export const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/

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
