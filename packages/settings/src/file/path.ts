import { secretKind } from './secret-kind.ts'

/** Where a value is in the file: keys, and numbers of list items. */
export type Path = readonly (string | number)[]

/** As the setting is called in a message: `environments.production.slots[1]`. */
export function pathText(path: Path): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${shownKey(part)}`))
    .join('')
}

/** A JSON pointer, which is how positions are found again. */
export function pointer(path: Path): string {
  return path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

const MAX_KEY_LENGTH = 60

/** A key from the file: of one line, without control characters, and short. */
export function shownKey(key: string): string {
  const clean = key.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '')
  if (secretKind(clean) !== undefined) return '***'
  return clean.length > MAX_KEY_LENGTH ? `${clean.slice(0, MAX_KEY_LENGTH)}…` : clean
}
