import { type Check, check } from './check.ts'

/** Secrets that only work together. */
const PAIRS = [
  ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID'],
  ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
] as const

/** Whether each secret is defined, by name. */
export type DefinedSecrets = ReadonlyMap<string, boolean>

const ENTRY = /^([A-Z][A-Z0-9_]*)=(true|false)$/

/** Parses `NAME=true NAME=false`; undefined for any other text, which must not be printed. */
export function parseDefinedSecrets(text: string): DefinedSecrets | undefined {
  const entries = text.split(/\s+/).filter(entry => entry !== '')
  const found = entries.flatMap(entry => {
    const [, name, value] = ENTRY.exec(entry) ?? []
    return name === undefined ? [] : [[name, value === 'true'] as const]
  })
  return found.length === entries.length ? new Map(found) : undefined
}

/** Which secrets the run can read, without their values. */
export function secretsCheck(secrets: DefinedSecrets): Check[] {
  if (secrets.size === 0) return []
  const named = (isDefined: boolean): string =>
    [...secrets].flatMap(([name, value]) => (value === isDefined ? [name] : [])).join(', ') || 'none'
  return [
    check('Secrets', {
      found: `defined: ${named(true)}; not defined: ${named(false)}`,
      warnings: PAIRS.flatMap(pair => halfDefined(secrets, pair)),
    }),
  ]
}

function halfDefined(secrets: DefinedSecrets, pair: readonly [string, string]): string[] {
  const missing = pair.filter(name => secrets.get(name) === false)
  const [name] = missing
  if (name === undefined || missing.length === pair.length) return []
  const other = pair.find(one => one !== name)
  return [
    `${other} is defined, but ${name} is not. Define it, in the same place, and pass it by name from the caller`,
  ]
}
