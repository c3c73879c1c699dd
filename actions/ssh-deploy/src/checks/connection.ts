import type { UserError } from '@tsh/action'
import { type Check, check, skipped } from './check.ts'

const NAMES = ['Server reachable', 'Host key', 'SSH key'] as const

/**
 * The checks of the connection to the server, in the order in which it is made; what follows a failure is not checked.
 * @param server such as root@shop.example
 * @param failure why there is no connection
 */
export function connectionChecks(server: string, failure?: UserError): Check[] {
  const failed = failure ? stepOf(failure.message) : NAMES.length
  return NAMES.map((name, at) => {
    if (at === failed) return check(name, { problems: failure?.problems ?? [] })
    return at > failed ? skipped(name, 'there is no connection') : check(name, { found: FOUND[name](server) })
  })
}

const FOUND = {
  'Server reachable': server => server,
  'Host key': () => 'as pinned',
  'SSH key': () => 'accepted',
} satisfies Record<(typeof NAMES)[number], (server: string) => string>

/** The step that a message of the package `remote` is about. */
function stepOf(message: string): number {
  if (/host key|known_hosts|pinned/i.test(message)) return NAMES.indexOf('Host key')
  return /refused the key|ssh-key|passphrase/i.test(message) ? NAMES.indexOf('SSH key') : 0
}
