import { maskSecret } from '@tsh/action'
import type { DatabaseLogin } from '@tsh/postgres'

/** User, host, port and database must not contain delimiters; the password may contain anything, even unencoded. */
const URL_FORM =
  /^postgres(?:ql)?(?:\+\w+)?:\/\/([^:@/?#\s]+)(?::(.*))?@(\[[0-9a-fA-F:]+\]|[^:@/?#\s]+)(?::(\d{1,5}))?\/([^/?#\s]+)(?:\?\S*)?$/

/** The parts of a postgres URL, or undefined for any other text. The password is masked, both raw and decoded. */
export function parseDatabaseUrl(url: string): DatabaseLogin | undefined {
  const [, user, password = '', host, port = '5432', database] = URL_FORM.exec(url.trim()) ?? []
  if (!user || !host || !database || Number(port) > 65535) return undefined
  const plain = decoded(password)
  // A password equal to the user or database name is not masked, because the mask would hide that name everywhere.
  for (const secret of [password, plain])
    if (!['', user, database].includes(secret)) maskSecret(secret, 'input "database-url"')
  return {
    user: decoded(user),
    password: plain,
    host: host.replace(/^\[|\]$/g, ''),
    port,
    database: decoded(database),
  }
}

/** A text with a lone % was not percent-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
