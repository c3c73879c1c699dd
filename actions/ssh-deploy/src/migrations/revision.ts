/**
 * `alembic upgrade`, optionally preceded by `cd`, variables, and launchers of Python programs, which have no effect on
 * their own.
 */
const ALEMBIC_UPGRADE =
  /^(?:cd [^\s;&|]+ *(?:&&|;) *|(?:export )?[A-Za-z_]\w*=[^\s;&|`(]* *(?:(?:&&|;) *)?)*(?:(?:uv|poetry|pipenv|pdm|hatch|rye) run (?:--?\S+ )*)?(?:\S*python[\d.]* -m )?\S*\balembic\b[^;&|\n]*? upgrade(?=\s|$)/

/** The command that prints the schema revision, for an `alembic … upgrade …` command; undefined for others. */
export function currentCommand(migrateCommand: string): string | undefined {
  const [upgrade] = ALEMBIC_UPGRADE.exec(migrateCommand.trim()) ?? []
  return upgrade?.replace(/upgrade$/, 'current')
}
