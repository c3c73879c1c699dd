/**
 * The client encoding for a database (`PGCLIENTENCODING`): UTF-8, except for `SQL_ASCII`, where nothing is converted and
 * every byte sequence that is not UTF-8 would be an error ("Character Set Support" in PostgreSQL's documentation).
 */
export function spokenEncoding(encoding: string): string {
  return encoding === 'SQL_ASCII' ? encoding : 'UTF8'
}
