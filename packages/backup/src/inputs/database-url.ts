import { maskSecret } from '@tsh/action'
import type { DatabaseLogin } from '@tsh/postgres'

/** User, host, port and database may not contain what ends them; the password may contain anything, even unencoded. */
const URL_FORM =
  /^postgres(?:ql)?(?:\+\w+)?:\/\/([^:@/?#\s]+)(?::(.*))?@(\[[0-9a-fA-F:]+\]|[^:@/?#\s]+)(?::(\d{1,5}))?\/([^/?#\s]+)(?:\?\S*)?$/

/** The parts of a postgres URL, or nothing when it is none. The password is masked, as it stands and decoded. */
export function parseDatabaseUrl(url: string): DatabaseLogin | undefined {
  const [, user, password = '', host, port = '5432', database] = URL_FORM.exec(url.trim()) ?? []
  if (!user || !host || !database || Number(port) > 65535) return undefined
  const plain = decoded(password)
  // A password that is the name of the user or the database is no secret, and its mask would hide that name everywhere.
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

/** A lone % is a percent sign of somebody who did not encode. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
