import { UserError } from '@tsh/action'
import type { Database, Values } from '@tsh/postgres'
import { spokenEncoding } from '@tsh/postgres'
import type { Manifest } from '../../catalogue/manifest.ts'
import { type Guarded, guard } from '../guard.ts'
import { SCRATCH } from '../scripts.ts'

/** The same server, connected to another of its databases. */
export function inDatabase(server: Database, name: string, encoding: string): Database {
  return withValues(server, { TSH_DATABASE: name, TSH_CLIENT_ENCODING: spokenEncoding(encoding) })
}

/**
 * The same database for a separate session: a closing session terminates all connections with its application name, and
 * the lock on the live database has the application name of the run.
 */
export function asSeparateSession(database: Database): Database {
  return withValues(database, { TSH_APP: `${database.applicationName}-aside` })
}

function withValues(database: Database, fixed: Values): Database {
  return {
    ...database,
    run: (script, options = {}) =>
      database.run(script, { ...options, values: { ...options.values, ...fixed } }),
    stream: (script, values) => database.stream(script, { ...values, ...fixed }),
  }
}

/** A new, empty database with the properties of the backed-up one. `remove` drops it unless it was renamed. */
export async function openScratch(
  server: Database,
  { name, manifest, limit }: { name: string; manifest: Manifest; limit: number },
): Promise<Guarded> {
  const { owner, encoding, collate, ctype } = manifest.server
  const stream = await server.stream(SCRATCH, {
    ...{ TSH_NEW: name, TSH_OWNER: owner, TSH_ENCODING: encoding, TSH_COLLATE: collate, TSH_CTYPE: ctype },
    TSH_PROVIDER: providerOf(manifest),
    // Commands in the database have their own, shorter timeout.
    TSH_LIMIT: String(2 * limit),
  })
  return guard(stream, `database "${name}"`).catch(explained(manifest))
}

/** Locales of ICU and PostgreSQL's own, such as `und-u-ks-level2` or `de_DE@collation=phonebook`. */
const LOCALE = /^[A-Za-z0-9@=;.,_+-]*$/

/** ICU and built-in locales are used in addition to the C library's (PostgreSQL 15, 17). Text from the manifest becomes SQL here. */
export function providerOf({
  server: { localeProvider, providerLocale },
  id,
}: Pick<Manifest, 'server' | 'id'>): string {
  if (!localeProvider) return ''
  const locale = providerLocale ?? ''
  if (!['icu', 'builtin'].includes(localeProvider) || !LOCALE.test(locale))
    throw new UserError(
      `the manifest of backup ${id} contains an unknown locale provider or locale: "${localeProvider}", "${locale}". Use another backup`,
    )
  return `LOCALE_PROVIDER ${localeProvider} ${localeProvider.toUpperCase()}_LOCALE '${locale}'`
}

function explained({ server: { collate, ctype }, source }: Manifest) {
  return (cause: unknown): never => {
    if (!(cause instanceof UserError) || !/locale/.test(cause.message)) throw cause
    const from = source.image ? `, such as that of image ${source.image}` : ''
    throw new UserError(
      `the locale of the backup (${collate}, ${ctype}) is not available on the server. Restore on a server that has it${from}`,
      { cause },
    )
  }
}
