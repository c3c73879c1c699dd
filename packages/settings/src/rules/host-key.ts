import { addressText, FINGERPRINT, knownHostsProblem, unpinnedProblem } from '@tsh/remote/host-keys'
import type { Problem } from '../problem.ts'
import { serverAddress } from '../server-address.ts'
import type { CheckedEnvironment } from './checked-environment.ts'

/** A `host-key` that cannot be read, or that does not pin the server and the jump host. */
export function hostKeyProblems(environment: CheckedEnvironment): Problem[] {
  const value = environment.get('host-key')
  if (value === undefined) return []
  const lines = linesOf(value as string | readonly string[])
  const message = formProblem(lines, environment.has('jump'))
  const messages = message ? [message] : lines.some(isFingerprint) ? [] : unpinned(environment, lines)
  return messages.map(text => environment.problem('host-key', text))
}

function linesOf(value: string | readonly string[]): string[] {
  return [value]
    .flat()
    .flatMap(text => text.split('\n'))
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
}

const isFingerprint = (line: string): boolean => /^(SHA\d*|MD5):/i.test(line)

function formProblem(lines: readonly string[], hasJump: boolean): string | undefined {
  const fingerprints = lines.filter(isFingerprint)
  if (lines.length === 0) return 'contains no key. Add a fingerprint (SHA256:…) or known_hosts lines'
  if (fingerprints.length === 0) return knownHostsProblem(lines)
  if (fingerprints.length < lines.length)
    return 'mixes fingerprints with known_hosts lines. Use one of the two forms'
  if (!fingerprints.every(line => FINGERPRINT.test(line)))
    return 'has a fingerprint that is not as "ssh-keygen -l" prints it: SHA256: and 43 characters'
  return hasJump
    ? 'must be known_hosts lines, because jump is set: a fingerprint does not name its server'
    : undefined
}

function unpinned(environment: CheckedEnvironment, lines: readonly string[]): string[] {
  return (['server', 'jump'] as const).flatMap(setting => {
    const value = environment.get(setting)
    if (value === undefined) return []
    const address = serverAddress(String(value))
    const why = unpinnedProblem(lines, address)
    const scan = `ssh-keyscan -p ${address.port} ${address.host}`
    return why === undefined
      ? []
      : [
          `${why} (${setting} ${addressText(address)}). Add what "${scan}" prints, after comparing it with the server's own key`,
        ]
  })
}
