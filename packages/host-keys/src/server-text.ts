import { type Address, HOST } from './address.ts'

/** A server and the user on it. */
export interface Hop extends Address {
  user: string
}

const USER = /^[a-z_][a-z0-9_.-]{0,31}$/

/** Parses `[user@]host[:port]` as OpenSSH does, with an IPv6 address in brackets. The user may be empty. */
export function parseServer(text: string): Hop | undefined {
  const [, user = '', bracketed, plain = '', digits = '22'] =
    /^(?:([^@]*)@)?(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  if (!HOST.test(host) || port < 1 || port > 65_535) return undefined
  // Brackets are for IPv6 only.
  if (bracketed !== undefined && !host.includes(':')) return undefined
  if (text.includes('@') && !USER.test(user)) return undefined
  return { host, port, user }
}
