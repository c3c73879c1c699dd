/** A listening TCP socket of a server. */
export interface ListeningSocket {
  /** `0.0.0.0` or `::` for all addresses. */
  address: string
  port: number
}

/** Parses the listening sockets (state 0A) in /proc/net/tcp and /proc/net/tcp6 (proc(5)). */
export function listeningSockets(text: string): ListeningSocket[] {
  return [...text.matchAll(/^ *\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:0000 0A /gm)].map(
    ([, address = '', port = '']) => ({ address: addressIn(address), port: Number.parseInt(port, 16) }),
  )
}

/** An address in the kernel's format: 32-bit words, each in little-endian order. */
function addressIn(hexadecimal: string): string {
  const bytes = (hexadecimal.match(/.{8}/g) ?? []).flatMap(word =>
    (word.match(/../g) ?? []).reverse().map(byte => Number.parseInt(byte, 16)),
  )
  if (bytes.length === 4) return bytes.join('.')
  const isMapped = bytes.slice(0, 12).every((byte, at) => byte === (at < 10 ? 0 : 255))
  if (isMapped) return bytes.slice(12).join('.')
  const groups = Array.from({ length: 8 }, (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0))
  return canonicalAddress(groups.map(group => group.toString(16)).join(':'))
}

/** The canonical form of an IPv6 address; any other address is unchanged. */
export function canonicalAddress(address: string): string {
  const url = `http://[${address}]`
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : address
}
