import type { Migration } from './migrate.ts'

/** The command that tells the schema revision, for an `alembic … upgrade …` command; nothing for others. */
export function currentCommand(migrateCommand: string): string | undefined {
  return /^alembic\b.*\bupgrade\b/.test(migrateCommand)
    ? migrateCommand.replace(/\bupgrade\b.*$/, 'current')
    : undefined
}

/** Finds the lines `revision-before=…` and `revision-after=…`; Alembic adds ` (head)` to the newest. */
export function revisionsIn(lines: readonly string[]): Migration {
  const find = (when: string): string | undefined => {
    const line = lines.find(text => text.startsWith(`revision-${when}=`))
    return line?.slice(line.indexOf('=') + 1).split(' ')[0] || undefined
  }
  return { revisionBefore: find('before'), revisionAfter: find('after') }
}
