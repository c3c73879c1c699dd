import { quote, quoteAll } from '@tsh/remote'
import type { ManifestObject } from '../catalogue/manifest.ts'
import type { Facts } from './facts.ts'

interface Parts {
  id: string
  facts: Facts
  dump: ManifestObject
  globals: ManifestObject
  age: boolean
  tables: number
}

/** Instructions to restore a backup with stock tools, without this action. A test runs the commands verbatim. */
export function restoreText({ id, facts, dump, globals, age, tables }: Parts): string {
  const { database, version, encoding, collate, ctype, localeProvider: provider } = facts
  const { timescaledb: timescale } = facts.extensions
  const locale = provider
    ? ` ${quoteAll([`--locale-provider=${provider}`, `--${provider}-locale=${facts.providerLocale}`])}`
    : ''
  const major = Math.floor(version / 10_000)
  const fetch = ({ key, sha256 }: ManifestObject, file: string): string[] => [
    `aws \${ENDPOINT:+--endpoint-url "$ENDPOINT"} s3 cp "s3://$BUCKET/${key}" ${file}`,
    `echo "${sha256}  ${file}" | sha256sum -c -`,
  ]
  const open = (file: string): string[] => (age ? [`age -d -i "$IDENTITY" -o ${file} ${file}.age`] : [])
  const lines = [
    'set -eu',
    ': "${BUCKET:?the bucket that holds this file}"',
    ...(age ? [': "${IDENTITY:?a file with the private key of age}"'] : []),
    `DATABASE=\${DATABASE:-${database}_restored}`,
    ...fetch(dump, age ? 'dump.pgc.age' : 'dump.pgc'),
    ...open('dump.pgc'),
    ...fetch(globals, age ? 'globals.sql.age' : 'globals.sql'),
    ...open('globals.sql'),
    'psql -X -q -d postgres -f globals.sql # existing roles are reported and left unchanged; passwords are not included',
    `createdb -T template0 ${quoteAll(['-E', encoding, `--lc-collate=${collate}`, `--lc-ctype=${ctype}`])}${locale} "$DATABASE"`,
    ...(timescale === undefined
      ? []
      : [
          `psql -d "$DATABASE" -c ${quote(`CREATE EXTENSION timescaledb VERSION '${timescale}'`)} -c 'SELECT timescaledb_pre_restore()'`,
        ]),
    'pg_restore --exit-on-error --single-transaction -d "$DATABASE" dump.pgc',
    ...(timescale === undefined ? [] : [`psql -d "$DATABASE" -c 'SELECT timescaledb_post_restore()'`]),
    'vacuumdb --analyze-only -q "$DATABASE"',
  ]
  return `Backup ${id}
Database "${database}" (${tables} tables) of PostgreSQL ${version}, ${facts.now}

To restore it without the action that created it, you need aws (AWS CLI), sha256sum,${age ? ' age,' : ''} and psql, createdb,
pg_restore, vacuumdb of PostgreSQL ${major} or newer. Set BUCKET${age ? ', IDENTITY' : ''}, the AWS_ variables, ENDPOINT for a store
that is not AWS, and PGHOST, PGUSER and so on for the target server. Then run the lines between the rulers.

----------------------------------------------------------------
${lines.join('\n')}
----------------------------------------------------------------
`
}
