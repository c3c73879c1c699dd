import { KNOWN_TABLES, type KnownTable } from './known-tables.ts'

/**
 * Only tables with plain types are read: a view, or a type with a cast, would execute code of its owner, and the session
 * often has superuser privileges.
 */
const PLAIN_TYPES = '{text,varchar,bpchar,int2,int4,int8,bool,timestamp,timestamptz}'

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'::text`
const list = (texts: readonly string[]): string => `ARRAY[${texts.map(literal).join(', ')}]::text[]`

const row = ({ tool, table, columns, without = [], migration, order = '0', where = 'true' }: KnownTable) =>
  `(${[literal(tool), literal(table), list(columns), list(without), literal(migration), literal(order), literal(where)].join(', ')})`

/**
 * For every table of a known tool, a query that prints its rows: first `[tool]`, since a table may be empty, then each
 * migration as `[tool, migration, order]`.
 */
export const FIND_QUERIES = `WITH known (tool, relation, present, forbidden, migration, ordering, condition) AS (VALUES
  ${KNOWN_TABLES.map(row).join(',\n  ')})
SELECT format('SELECT json_build_array(%L) UNION ALL SELECT json_build_array(%L, (%s)::text, (%s)::float8) FROM ONLY %I.%I WHERE %s',
  tool, tool, migration, ordering, n.nspname, c.relname, condition)
FROM known JOIN pg_class c ON c.relname = relation AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
    AND a.attname = ANY (present) AND a.atttypid = ANY ('${PLAIN_TYPES}'::regtype[])) = cardinality(present)
  AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname = ANY (forbidden))
ORDER BY tool, n.nspname`

/**
 * The beginning of psql statements that only read. The search path is empty, so only built-in and schema-qualified names
 * resolve (CVE-2018-1058), a table that is replaced with a view at the last moment is not read (CVE-2024-7348), and row
 * security policies are not evaluated. The first line is empty: `CONNECT` reads a password from it.
 */
const READ_ONLY = `
SELECT pg_catalog.set_config('search_path', '', false) \\g /dev/null
SET default_transaction_read_only = on; SET row_security = off; SET statement_timeout = '20s'; SET lock_timeout = '10s';
SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind' \\g /dev/null`

/** psql statements that print those rows as JSON lines. */
export const PRINT_MIGRATIONS = `${READ_ONLY}
${FIND_QUERIES} \\gexec
`

/**
 * psql statements that print the number of relations and large objects of users, and when the cluster was created, in
 * seconds since 1970: initdb puts that time into the upper half of the system identifier (BootStrapXLOG in
 * src/backend/access/transam/xlog.c). Relations of extensions contain no data of users.
 */
export const PRINT_CONTENTS = `${READ_ONLY}
SELECT json_build_array(
  (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
  + (SELECT count(*) FROM pg_largeobject_metadata),
  (SELECT system_identifier >> 32 FROM pg_control_system()));
`
