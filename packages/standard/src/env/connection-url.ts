/** The parts of a URL that connects to a server. */
export interface ConnectionUrl {
  scheme: string
  user: string
  /** As written; missing where there is none. */
  password?: string
  host: string
  port?: number
  database: string
}

/** The login ends at the last `@`, because a password that is not encoded may have one. */
const URL =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^\s:/?#]*?)(?::([^\s]*))?@)?(\[[^\]]+\]|[^\s:/?#@,]*)(?::(\d+))?(?:,[^/?#]*)?(?:\/([^?#\s]*))?(?:[?#]\S*)?$/i

/** Reads a URL; nothing for another text. */
export function connectionUrl(text: string): ConnectionUrl | undefined {
  const [found, scheme = '', user = '', password, host = '', port, database = ''] =
    URL.exec(text.trim()) ?? []
  if (found === undefined) return undefined
  return {
    scheme: scheme.toLowerCase(),
    user,
    host: host.replace(/^\[|\]$/g, ''),
    database,
    ...(password === undefined ? {} : { password }),
    ...(port === undefined ? {} : { port: Number(port) }),
  }
}

/** Schemes of PostgreSQL, with those of SQLAlchemy's drivers. */
export const isPostgresUrl = ({ scheme }: ConnectionUrl): boolean => /^postgres(ql)?(\+\w+)?$/.test(scheme)

/** Whether a password has characters that must be percent-encoded in a URL. */
export const isUnencoded = (password: string): boolean =>
  /[@:/?#[\]! ]/.test(password) || /%(?![0-9a-f]{2})/i.test(password)

/** The password that a part of a URL means. */
export function decodedPart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
