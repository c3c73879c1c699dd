/**
 * How a superuser begins in a database in which other roles may have made functions. With their `search_path`, or the
 * public schema of database postgres before PostgreSQL 15, one of theirs could stand before one of PostgreSQL's, and the
 * superuser would run it (CVE-2018-1058); so nothing is found but what is PostgreSQL's own or named with its schema.
 */
export const OWN_NAMES_ONLY = `SELECT pg_catalog.set_config('search_path', '', false)`

/** The beginning of a psql that runs a script. The result of the first statement is an empty line. */
export const SAFE_PSQL = `psql -X -A -t -q -w -v ON_ERROR_STOP=1 -c "${OWN_NAMES_ONLY}"`

/**
 * The beginning of a session. A table that is exchanged for a view at the last moment is not read (CVE-2024-7348; the
 * setting came with minor releases). Then the encoding is chosen, see `spokenEncoding`; until then it is that of the
 * database.
 */
export const SAFE_SESSION = `${OWN_NAMES_ONLY} \\g /dev/null
SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind' \\g /dev/null
SELECT set_config('client_encoding', CASE current_setting('server_encoding') WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END, false) \\g /dev/null
`
