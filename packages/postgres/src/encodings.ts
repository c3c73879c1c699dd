/**
 * The encoding to talk with a database in, for `PGCLIENTENCODING`: UTF-8, but for `SQL_ASCII`. Nothing is converted
 * there, and every byte that is not UTF-8 would be an error ("Character Set Support" in PostgreSQL's documentation).
 */
export function spokenEncoding(encoding: string): string {
  return encoding === 'SQL_ASCII' ? encoding : 'UTF8'
}
