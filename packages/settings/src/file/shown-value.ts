import type { Path } from './path.ts'
import { mayBeSecret } from './secret-kind.ts'

/** Settings whose values are never quoted: keys are pasted into the wrong place, and commands may contain a password. */
const HIDDEN: readonly string[] = [
  'host-key',
  'migrate',
  'revision-command',
  'install',
  'commands',
  'checks',
  'age-recipients',
]

const MAX_LENGTH = 60

/**
 * The value as the end of a sentence: `, got "x"`; empty where it could be a secret.
 * @param source a scalar as written
 */
export function gotValue(path: Path, value: unknown, source?: string): string {
  if (Array.isArray(value)) return value.length === 0 ? ', got an empty list' : gotList(path, value)
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? ', got an empty mapping' : ', got a mapping'
  if (typeof value === 'boolean') return `, got ${value}`
  if (isHidden(path) || mayBeSecret(String(value))) return ''
  if (typeof value === 'string') return value === '' ? ', got an empty string' : `, got "${short(value)}"`
  return `, got ${typeof value === 'number' ? 'the number ' : ''}${short(source ?? String(value))}`
}

export const isHidden = (path: Path): boolean => path.some(part => HIDDEN.includes(String(part)))

function gotList(path: Path, items: readonly unknown[]): string {
  const isPlain = items.every(item => typeof item !== 'object' && !mayBeSecret(String(item)))
  return isPlain && !isHidden(path) ? `, got the list [${short(items.join(', '))}]` : ', got a list'
}

/** On one line, without control and formatting characters, and truncated. */
function short(text: string): string {
  const clean = text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '')
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean
}
