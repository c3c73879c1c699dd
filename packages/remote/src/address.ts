/** Where an SSH server listens. */
export interface Address {
  host: string
  port: number
}

/** The address for messages; an IPv6 address stands in brackets. */
export function addressText({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
