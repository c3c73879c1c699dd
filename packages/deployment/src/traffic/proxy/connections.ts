import type { Remote } from '@tsh/remote'

/**
 * Counts the connections that are open to ports on the server itself: WebSockets, streams, requests under way, and
 * what the proxy keeps for later requests. Read from the kernel (proc(5), /proc/net/tcp), so that no tool is needed.
 */
export async function openConnections(remote: Remote, ports: readonly number[]): Promise<number> {
  const { stdout } = await remote.run(['grep', '-hE', pattern(ports), '/proc/net/tcp', '/proc/net/tcp6'], {
    // Without IPv6 there is no second file; without connections there is no line.
    allowFailure: true,
  })
  return stdout.split('\n').filter(line => line.trim() !== '').length
}

/** Established connections (state 01) whose remote end is one of the ports: the proxy's end, also with Docker's NAT. */
export function pattern(ports: readonly number[]): string {
  const hexadecimal = ports.map(port => port.toString(16).toUpperCase().padStart(4, '0'))
  return `^ *[0-9]+: [0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:(${hexadecimal.join('|')}) 01 `
}
