import { envEntries, withLiteralValues } from './env-file.ts'
import { isUnfilled } from './placeholder.ts'

/** The env file that setup or a deployment leaves on the server. */
export interface EnvFilePlan {
  text: string
  /** Keys that are new, and keys with another value than on the server. */
  added: string[]
  changed: string[]
  /** Keys that still have a placeholder; a new file is not written then. */
  unfilled: string[]
  /** Keys of the template that the existing file does not have. */
  absent: string[]
}

/**
 * Fills the env file: an existing one keeps everything but the given values, a new one starts as the template. Values are
 * never invented.
 * @param existing undefined on an empty server
 * @param template undefined when the commit has none
 * @param defaults values for a new file whose template lacks their keys
 */
export function planEnvFile({
  existing,
  template = '',
  secrets,
  defaults = {},
}: {
  existing: string | undefined
  template: string | undefined
  secrets: Readonly<Record<string, string>>
  defaults?: Readonly<Record<string, string>>
}): EnvFilePlan {
  const before = new Map(envEntries(existing ?? ''))
  const differing = Object.entries(secrets).filter(([key, value]) => before.get(key) !== value)
  const isNew = existing === undefined && template !== ''
  const lacking = Object.entries(isNew ? defaults : {}).filter(([key]) => !hasKey(template, key))
  const text = withLiteralValues(existing ?? template, Object.fromEntries([...lacking, ...differing]))
  const after = envEntries(text)
  return {
    text,
    added: [...new Set(after.map(([key]) => key).filter(key => !before.has(key)))],
    changed: differing.map(([key]) => key).filter(key => before.has(key)),
    unfilled: after.filter(([, value]) => isUnfilled(value)).map(([key]) => key),
    absent:
      existing === undefined
        ? []
        : envEntries(template).flatMap(([key]) => (after.some(([name]) => name === key) ? [] : [key])),
  }
}

const hasKey = (text: string, key: string): boolean => envEntries(text).some(([name]) => name === key)
