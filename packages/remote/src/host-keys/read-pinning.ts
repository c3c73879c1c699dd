import type { InputReader } from '@tsh/action'
import {
  type Address,
  addressText,
  hostKeyLines,
  hostKeyProblem,
  type Pinning,
  unpinnedProblem,
} from '@tsh/host-keys'

/**
 * Reads the pinned host keys of servers.
 * @param servers the server and its jump host
 */
export function readPinning(input: InputReader<'host-key'>, servers: readonly Address[]): Pinning {
  const pinning = hostKeyLines(input.block('host-key'))
  const problem = hostKeyProblem(pinning, servers.length)
  if (problem !== undefined) input.problem(`input "host-key" ${problem}`)
  else if (pinning.fingerprints.length === 0) checkPinned(input, pinning.knownHosts, servers)
  return pinning
}

function checkPinned(
  input: InputReader<'host-key'>,
  lines: readonly string[],
  servers: readonly Address[],
): void {
  for (const { host, port } of servers) {
    const scan = `"ssh-keyscan -p ${port || 22} ${host || 'HOST'}"`
    const server = host === '' ? 'the server' : addressText({ host, port })
    if (lines.length === 0) {
      input.problem(
        `host key of ${server} is not pinned. Set "host-key" to the output of ${scan} on a machine you trust, after comparing it with the server's own key, or to that key's fingerprint. In a workflow, set it in the settings file: variables of an environment are empty in the "with" of a caller`,
      )
    } else if (host !== '') {
      const why = unpinnedProblem(lines, { host, port })
      if (why) input.problem(`input "host-key" ${why}. Add the output of ${scan}, after comparing it`)
    }
  }
}
