import { posix } from 'node:path'

/** The comment that marks a migration as compatible: the previous version works with the migrated schema. */
export const COMPATIBLE = '# rollback: compatible'

/** For git grep -E: the comment in Python, Ruby, YAML, SQL, JavaScript or PHP. */
export const MARKED = '^[[:space:]]*(#|--|//)[[:space:]]*rollback: compatible'

/** For git grep -E: an Alembic revision, which may be in any folder. */
export const ALEMBIC_REVISION = '^revision *[:=]'

/** Where the supported tools, and most others, keep their migration files. */
const FILES = [
  /(^|\/)migrations\/(?!.*__init__\.py$).+\.(py|sql|rb|php|go|java|kt|[cm]?[jt]s)$/,
  /(^|\/)db\/migrate\/.+\.rb$/,
  /(^|\/)[VR][^/]*__[^/]+\.(sql|java|kt)$/,
  /\.up\.sql$/,
  /(^|\/)drizzle\/.+\.sql$/,
  // What Entity Framework generates next to a migration cannot be marked.
  /(^|\/)Migrations\/(?!.*(\.Designer|ModelSnapshot)\.cs$).+\.cs$/,
]

/** Whether a path is that of a migration file. */
export const isMigrationFile = (path: string): boolean => FILES.some(pattern => pattern.test(path))

/**
 * The files that may contain a migration of this name. A Liquibase changelog (`file::id::author`) contains many migrations,
 * so a comment in it does not apply to a single one.
 */
export function filesOf(migration: string, paths: readonly string[]): string[] {
  if (migration.includes('::')) return []
  const names = namesOf(migration)
  const found = paths.filter(path => {
    const base = posix.basename(path)
    const stem = base.replace(/\.[^.]+$/, '')
    const folder = posix.basename(posix.dirname(path))
    return names.some(
      name =>
        base === name ||
        stem === name ||
        folder === name ||
        // goose records 2 for 00002_title.sql.
        [stem, stem.replace(/^0+/, '')].some(text => text.startsWith(`${name}_`)),
    )
  })
  const [, app] = /^(\w+)\./.exec(migration) ?? []
  const own = found.filter(path => path.includes(`${app}/migrations/`))
  return own.length > 0 ? own : found
}

/** `0002_title` for Django's `shop.0002_title`, the base name of a script path, `1700000000000-Title` for TypeORM's `Title1700000000000`, `Version1` for the class `App\Version1` of Doctrine. */
function namesOf(migration: string): string[] {
  const [, app, number] = /^(\w+)\.(\w+)$/.exec(migration) ?? []
  const [, name, time] = /^(\w+?)(\d{13})$/.exec(migration) ?? []
  return [
    posix.basename(migration),
    ...(migration.includes('\\') ? [migration.slice(migration.lastIndexOf('\\') + 1)] : []),
    ...(app && number && !/^(sql|py|rb|php|go|java|kt|[cm]?[jt]s)$/.test(number) ? [number] : []),
    ...(name && time ? [`${time}-${name}`] : []),
  ]
}
