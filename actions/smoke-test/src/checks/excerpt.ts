import { stripVTControlCharacters } from 'node:util'
import { redact } from '@tsh/action'

const LONGEST = 200

/** The beginning of a body on one line, without control and invisible characters and without secrets. */
export function excerpt(body: string): string {
  // Secrets first: one that is cut in the middle would not be known again.
  const line = stripVTControlCharacters(redact(body))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  const characters = Array.from(line.slice(0, 2 * LONGEST + 2))
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : line
}
