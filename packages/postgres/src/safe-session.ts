/**
 * The first statement of a superuser in a database where other roles may have created functions. With their
 * `search_path`, or the public schema of database postgres before PostgreSQL 15, their functions could shadow those of
 * PostgreSQL and be run by the superuser (CVE-2018-1058), so only built-in and schema-qualified names are resolved.
 */
export const OWN_NAMES_ONLY = `SELECT pg_catalog.set_config('search_path', '', false)`

/** The beginning of a psql command that runs a script. The first statement prints an empty line. */
export const SAFE_PSQL = `psql -X -A -t -q -w -v ON_ERROR_STOP=1 -c "${OWN_NAMES_ONLY}"`

/**
 * The first statements of a session. A table that is replaced with a view at the last moment is not read (CVE-2024-7348;
 * the setting was added in minor releases). Then the encoding is set, see `spokenEncoding`; until then it is that of the
 * database.
 */
export const SAFE_SESSION = `${OWN_NAMES_ONLY} \\g /dev/null
SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind' \\g /dev/null
SELECT set_config('client_encoding', CASE current_setting('server_encoding') WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END, false) \\g /dev/null
`
