import { log } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { settingValues } from '@tsh/postgres'
import type { Archive } from '../../archive/archive.ts'
import { STATEMENTS } from '../scripts.ts'
import { settingsOf } from './settings.ts'

/**
 * Applies the settings, grants and comment of the backed-up database. They belong to the name of a database and not to
 * its content, so a restore under another name loses them. They come from the catalogue, and the server quotes each
 * value: parsing the text of a dump would allow its owner to inject statements.
 */
export async function applyProperties(server: Database, archive: Archive, name: string): Promise<void> {
  const {
    id,
    server: { owner, properties },
  } = archive.manifest
  if (!properties) {
    log.warning(
      `Backup ${id} was created by a version that did not store settings, grants and comment of the database itself; "${name}" has the defaults. pg_restore -C -s -f - prints those of the archive`,
      'pg-restore',
    )
    return
  }
  const known = await settingsOf(archive)
  const settings = known.map(setting => ({ ...setting, values: settingValues(setting) }))
  await server.run(STATEMENTS, {
    input: statements({ ...properties, settings, owner, name }),
    values: { TSH_DATABASE: 'postgres', TSH_LIMIT: '120' },
  })
}

/** Statements that generate statements: the server quotes `%I` and `%L`. */
function statements(properties: object): string {
  const json = JSON.stringify(properties).replaceAll("'", "''")
  return `SET standard_conforming_strings = on;
CREATE TEMPORARY TABLE wanted AS SELECT '${json}'::jsonb AS it;
SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', it->>'name', (it->>'connectionLimit')::int)
FROM wanted WHERE it->>'connectionLimit' <> '-1' \\gexec
SELECT format('COMMENT ON DATABASE %I IS %L', it->>'name', it->>'comment')
FROM wanted WHERE it->>'comment' IS NOT NULL \\gexec
SELECT format('SECURITY LABEL FOR %I ON DATABASE %I IS %L', label->>'provider', it->>'name', label->>'label')
FROM wanted, jsonb_array_elements(it->'labels') AS label \\gexec
SELECT format('ALTER %s SET %I TO %s',
  CASE WHEN setting->>'role' IS NULL THEN format('DATABASE %I', it->>'name')
    ELSE format('ROLE %I IN DATABASE %I', setting->>'role', it->>'name') END,
  setting->>'name', (SELECT string_agg(quote_literal(value), ', ') FROM jsonb_array_elements_text(setting->'values') AS value))
FROM wanted, jsonb_array_elements(it->'settings') AS setting \\gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', it->>'name', it->>'owner')
FROM wanted WHERE jsonb_typeof(it->'grants') = 'array' \\gexec
SELECT format('SET LOCAL ROLE %I', one->>'grantor'),
  format('GRANT %s ON DATABASE %I TO %s%s', one->>'privilege', it->>'name',
    coalesce(quote_ident(one->>'grantee'), 'PUBLIC'), CASE WHEN (one->>'grantable')::boolean THEN ' WITH GRANT OPTION' ELSE '' END),
  'RESET ROLE'
FROM wanted, jsonb_array_elements(CASE WHEN jsonb_typeof(it->'grants') = 'array' THEN it->'grants' ELSE '[]' END) AS one
WHERE one->>'privilege' IN ('CREATE', 'CONNECT', 'TEMPORARY') \\gexec
`
}
