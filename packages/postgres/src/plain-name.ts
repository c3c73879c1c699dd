/** Whether a database name can be part of an object's key; others would need an encoding that no one can read. */
export function isPlainName(database: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/.test(database)
}
