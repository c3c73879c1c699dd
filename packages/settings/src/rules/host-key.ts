import { addressText, hostKeyLines, hostKeyProblem, parseServer, unpinnedProblem } from '@tsh/host-keys'
import type { Problem } from '../problem.ts'
import type { CheckedEnvironment } from './checked-environment.ts'

/** A `host-key` that is malformed, or that does not pin the server and the jump host. */
export function hostKeyProblems(environment: CheckedEnvironment): Problem[] {
  const value = environment.get('host-key') as string | readonly string[] | undefined
  if (value === undefined) return []
  return messagesOf(environment, [value].flat().join('\n')).map(message =>
    environment.problem('host-key', message),
  )
}

function messagesOf(environment: CheckedEnvironment, text: string): string[] {
  const pinning = hostKeyLines(text)
  const { knownHosts, fingerprints } = pinning
  if (knownHosts.length + fingerprints.length === 0)
    return ['contains no key. Add a fingerprint (SHA256:…) or known_hosts lines']
  const problem = hostKeyProblem(pinning, environment.has('jump') ? 2 : 1)
  if (problem !== undefined) return [problem]
  return fingerprints.length > 0 ? [] : unpinned(environment, knownHosts)
}

function unpinned(environment: CheckedEnvironment, lines: readonly string[]): string[] {
  return (['server', 'jump'] as const).flatMap(setting => {
    const address = parseServer(String(environment.get(setting) ?? ''))
    if (address === undefined) return []
    const why = unpinnedProblem(lines, address)
    if (why === undefined) return []
    const scan = `ssh-keyscan -p ${address.port} ${address.host}`
    return [
      `${why} (${setting} ${addressText(address)}). Add what "${scan}" prints, after comparing it with the server's own key`,
    ]
  })
}
