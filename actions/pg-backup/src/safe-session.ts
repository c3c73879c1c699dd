/**
 * How a session begins in a database whose owner is not trusted. With the owner's `search_path`, a function of theirs
 * could stand before one of PostgreSQL's, and a superuser would run it (CVE-2018-1058); so nothing is found but what is
 * PostgreSQL's own or named with its schema. A table that is exchanged for a view at the last moment is not read either
 * (CVE-2024-7348; the setting came with minor releases). Then the encoding is chosen, see `spokenEncoding`; until then
 * it is that of the database.
 */
export const SAFE_SESSION = `SELECT pg_catalog.set_config('search_path', '', false) \\g /dev/null
SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind' \\g /dev/null
SELECT set_config('client_encoding', CASE current_setting('server_encoding') WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END, false) \\g /dev/null
`
