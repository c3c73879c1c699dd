import type { Remote } from '@tsh/remote'

/**
 * Counts open connections to ports on the server itself: WebSockets, streams, requests in flight, and the proxy's
 * keep-alive connections. Read from the kernel (proc(5), /proc/net/tcp), so that no tool is needed.
 */
export async function openConnections(remote: Remote, ports: readonly number[]): Promise<number> {
  const { stdout } = await remote.run(['grep', '-hE', pattern(ports), '/proc/net/tcp', '/proc/net/tcp6'], {
    // Without IPv6 the second file is missing; without connections grep matches no line.
    allowFailure: true,
  })
  return stdout.split('\n').filter(line => line.trim() !== '').length
}

/** Established connections (state 01) whose remote port is one of the ports: the proxy's side, even with Docker's NAT. */
export function pattern(ports: readonly number[]): string {
  const hexadecimal = ports.map(port => port.toString(16).toUpperCase().padStart(4, '0'))
  return `^ *[0-9]+: [0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:(${hexadecimal.join('|')}) 01 `
}
