import { secretKind } from './secret-kind.ts'

/** Location of a value in the file: keys and list indexes. */
export type Path = readonly (string | number)[]

/** The setting as messages name it: `environments.production.slots[1]`. */
export function pathText(path: Path): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${shownKey(part)}`))
    .join('')
}

/** A JSON pointer, the key of positions. */
export function pointer(path: Path): string {
  return path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

const MAX_KEY_LENGTH = 60

/** A key from the file, on one line, without control characters, and truncated. */
export function shownKey(key: string): string {
  const clean = key.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '')
  if (secretKind(clean) !== undefined) return '***'
  return clean.length > MAX_KEY_LENGTH ? `${clean.slice(0, MAX_KEY_LENGTH)}…` : clean
}
