import type { Session } from './session.ts'

export interface DatabaseSetting {
  /** Null for the database itself. */
  role: string | null
  name: string
  value: string
}

/** The properties of a database itself rather than its content, from the catalogue. */
export interface DatabaseProperties {
  comment: string | null
  /** -1 for no limit. */
  connectionLimit: number
  /** Settings of the database, or of a role in it. */
  settings: DatabaseSetting[]
  /** In the order in which they can be granted; null for the defaults of a new database. */
  grants: { grantor: string; grantee: string | null; privilege: string; grantable: boolean }[] | null
  labels: { provider: string; label: string }[]
}

const PROPERTIES = `SELECT json_build_object(
  'comment', shobj_description(d.oid, 'pg_database'),
  'connectionLimit', d.datconnlimit,
  'settings', (SELECT coalesce(json_agg(json_build_object('role', r.rolname,
      'name', split_part(c.setting, '=', 1), 'value', substr(c.setting, strpos(c.setting, '=') + 1)) ORDER BY r.rolname NULLS FIRST, c.at), '[]')
    FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
      CROSS JOIN unnest(s.setconfig) WITH ORDINALITY AS c(setting, at)
    WHERE s.setdatabase = d.oid),
  'grants', CASE WHEN d.datacl IS NOT NULL THEN (SELECT coalesce(json_agg(json_build_object('grantor', pg_get_userbyid(a.grantor),
      'grantee', CASE WHEN a.grantee <> 0 THEN pg_get_userbyid(a.grantee) END, 'privilege', a.privilege_type, 'grantable', a.is_grantable)), '[]')
    FROM aclexplode(d.datacl) a) END,
  'labels', (SELECT coalesce(json_agg(json_build_object('provider', l.provider, 'label', l.label)), '[]')
    FROM pg_shseclabel l WHERE l.classoid = 'pg_database'::regclass AND l.objoid = d.oid))
FROM pg_database d WHERE d.datname = current_database()`

/** Reads the properties of a session's database. */
export function readProperties(session: Session): Promise<DatabaseProperties> {
  return session.query<DatabaseProperties>(PROPERTIES)
}

/** Settings whose value is a list of individually quoted names (PostgreSQL, `variable_is_guc_list_quote`). */
const LISTS = [
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]

/** The unquoted values of a setting for `ALTER DATABASE … SET`. */
export function settingValues({ name, value }: { name: string; value: string }): string[] {
  if (!LISTS.includes(name)) return [value]
  const names = [...value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^\s,"]+))\s*(?:,|$)/g)]
  if (names.length === 0) return ['']
  return names.map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
}
