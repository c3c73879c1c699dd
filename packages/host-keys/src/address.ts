/** Where an SSH server listens. */
export interface Address {
  host: string
  port: number
}

/** A name, an IPv4 address, or an IPv6 address without a zone. */
export const HOST = /^(?!-)[A-Za-z0-9.-]{1,253}$|^(?=(.*:){2})[0-9A-Fa-f:.]{2,45}$/

/** The address for messages; an IPv6 address is put in brackets. */
export function addressText({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
