/** The parts of a connection URL. */
export interface ConnectionUrl {
  scheme: string
  user: string
  /** As written; undefined if there is none. */
  password?: string
  host: string
  port?: number
  database: string
}

/** The login ends at the last `@`, because an unencoded password may contain one. */
const URL =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^\s:/?#]*?)(?::([^\s]*))?@)?(\[[^\]]+\]|[^\s:/?#@,]*)(?::(\d+))?(?:,[^/?#]*)?(?:\/([^?#\s]*))?(?:[?#]\S*)?$/i

/** Parses a connection URL; undefined if the text is not one. */
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

/** Decodes a part of a URL. */
export function decodedPart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
