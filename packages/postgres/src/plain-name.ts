/** A database name that can stand in a key as it is; others would need an encoding that nobody can read back. */
export function isPlainName(database: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/.test(database)
}
