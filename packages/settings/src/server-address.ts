/** A server as it is written in the settings. */
export interface ServerAddress {
  user?: string
  host: string
  port: number
}

/** The parts of `[user@]host[:port]`; the schema has checked the form. */
export function serverAddress(text: string): ServerAddress {
  const [, user, bracketed, name, port = '22'] =
    /^(?:([^@]+)@)?(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? []
  return {
    ...(user === undefined ? {} : { user }),
    host: (bracketed ?? name ?? text).toLowerCase(),
    port: Number(port),
  }
}
