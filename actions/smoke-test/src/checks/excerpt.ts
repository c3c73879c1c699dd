import { stripVTControlCharacters } from 'node:util'
import { redact } from '@tsh/action'

const MAX_CHARACTERS = 200

/** The beginning of a body on one line, without control and invisible characters and without secrets. */
export function excerpt(body: string): string {
  // Secrets first: a truncated one would not be recognized.
  const line = stripVTControlCharacters(redact(body))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  const characters = Array.from(line.slice(0, 2 * MAX_CHARACTERS + 2))
  return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS).join('')}…` : line
}
