import type { InputReader } from '@tsh/action'
import { type Address, addressText, HOST } from '../connection/address.ts'
import { FINGERPRINT, knownHostsProblem, unpinnedProblem } from './host-keys.ts'
import type { Pinning } from './pin.ts'

/** A line of known_hosts has at least three words, and what `ssh-keygen -l` prints begins with the length of the key. */
const isFingerprint = (line: string): boolean => !/\s/.test(line) || /^\d+ (SHA256|MD5):/.test(line)

/** Reads how the host keys of servers are pinned: the server itself, and the one that it is reached through. */
export function readPinning(input: InputReader<'host-key'>, servers: readonly Address[]): Pinning {
  const lines = input.lines('host-key')
  const fingerprints = lines.filter(isFingerprint)
  const knownHosts = lines.filter(line => !isFingerprint(line))
  if (fingerprints.length === 0) checkKnownHosts(input, knownHosts, servers)
  else if (knownHosts.length > 0)
    input.problem('input "host-key" has both fingerprints and known_hosts lines; use one of them')
  else if (servers.length > 1)
    input.problem('input "host-key" needs known_hosts lines with "jump", since a fingerprint names no server')
  const odd = fingerprints.find(line => !FINGERPRINT.test(line))
  if (odd !== undefined)
    input.problem(`input "host-key" must be as "ssh-keygen -l" prints it (SHA256:…), got "${odd}"`)
  return { knownHosts, fingerprints }
}

function checkKnownHosts(
  input: InputReader<'host-key'>,
  lines: readonly string[],
  servers: readonly Address[],
): void {
  const unreadable = knownHostsProblem(lines)
  if (unreadable) input.problem(`input "host-key" ${unreadable}`)
  for (const { host, port } of unreadable ? [] : servers) {
    const scan = `"ssh-keyscan -p ${port || 22} ${host || 'HOST'}"`
    if (lines.length === 0) {
      input.problem(
        `host key of ${addressText({ host: host || 'the server', port: port || 22 })} is not pinned. Set "host-key" to what ${scan} prints on a machine you trust, after comparing it with the server's own key, or to that key's fingerprint`,
      )
    } else if (HOST.test(host)) {
      const why = unpinnedProblem(lines, { host, port })
      if (why) input.problem(`input "host-key" ${why}. Add what ${scan} prints, after comparing it`)
    }
  }
}
