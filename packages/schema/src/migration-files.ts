import { posix } from 'node:path'

/** The comment that says in a migration that the version before it works with the schema after it. */
export const COMPATIBLE = '# rollback: compatible'

/** For git grep -E: the comment in Python, Ruby or YAML, in SQL, and in JavaScript or PHP. */
export const MARKED = '^[[:space:]]*(#|--|//)[[:space:]]*rollback: compatible'

/** For git grep -E: a revision of Alembic, which may be in any folder. */
export const ALEMBIC_REVISION = '^revision *[:=]'

/** Where the tools of the known tables have their files, as do most others. */
const FILES = [
  /(^|\/)migrations\/(?!.*__init__\.py$).+\.(py|sql|rb|php|go|java|kt|[cm]?[jt]s)$/,
  /(^|\/)db\/migrate\/.+\.rb$/,
  /(^|\/)[VR][^/]*__[^/]+\.(sql|java|kt)$/,
  /\.up\.sql$/,
]

/** Whether a file is a migration by its path. */
export const isMigrationFile = (path: string): boolean => FILES.some(pattern => pattern.test(path))

/**
 * The files that a migration of this name may come from. A changelog of Liquibase (`file::id::author`) has many, so a comment in
 * it says nothing about one of them.
 */
export function filesOf(migration: string, paths: readonly string[]): string[] {
  if (migration.includes('::')) return []
  const names = namesOf(migration)
  const found = paths.filter(path => {
    const base = posix.basename(path)
    const stem = base.replace(/\.[^.]+$/, '')
    const folder = posix.basename(posix.dirname(path))
    return names.some(
      name => base === name || stem === name || folder === name || stem.startsWith(`${name}_`),
    )
  })
  const [, app] = /^(\w+)\./.exec(migration) ?? []
  const own = found.filter(path => path.includes(`${app}/migrations/`))
  return own.length > 0 ? own : found
}

/** `0002_title` of Django's `shop.0002_title`, the file of a script in a folder, `1700000000000-Title` of TypeORM's `Title1700000000000`. */
function namesOf(migration: string): string[] {
  const [, app, number] = /^(\w+)\.(\w+)$/.exec(migration) ?? []
  const [, name, time] = /^(\w+?)(\d{13})$/.exec(migration) ?? []
  return [
    posix.basename(migration),
    ...(app && number && !/^(sql|py|rb|php|go|java|kt|[cm]?[jt]s)$/.test(number) ? [number] : []),
    ...(name && time ? [`${time}-${name}`] : []),
  ]
}
