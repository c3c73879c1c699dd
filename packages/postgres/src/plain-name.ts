/** Whether a database name can be part of an object key; others would need an unreadable encoding. */
export function isPlainName(database: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/.test(database)
}
