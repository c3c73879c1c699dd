/** What may stand before `alembic` without doing anything by itself: a folder, variables, and what starts Python programs. */
const HARMLESS =
  /^(?:cd [^\s;&|]+ *(?:&&|;) *|(?:export )?[A-Za-z_]\w*=[^\s;&|`(]* *(?:(?:&&|;) *)?)*(?:(?:uv|poetry|pipenv|pdm|hatch|rye) run (?:--?\S+ )*)?(?:\S*python[\d.]* -m )?\S*\balembic\b[^;&|\n]*? upgrade(?=\s|$)/

/** The command that tells the schema revision, for an `alembic … upgrade …` command; nothing for others. */
export function currentCommand(migrateCommand: string): string | undefined {
  const [upgrade] = HARMLESS.exec(migrateCommand.trim()) ?? []
  return upgrade?.replace(/upgrade$/, 'current')
}
