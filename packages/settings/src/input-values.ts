import { stringify } from 'yaml'
import type { ResolvedValue } from './resolve.ts'
import { inputName, SETTINGS } from './setting.ts'

/** The text of an input that means "none", because GitHub cannot tell an empty input from a missing one. */
export const NONE = 'none'

/** The settings that the file sets, as the texts of their inputs. Defaults are left to the reader of the inputs. */
export function inputValues(values: readonly ResolvedValue[]): Record<string, string> {
  const inputs: Record<string, string> = {}
  for (const { path, value, from } of values) {
    if (from === 'default') continue
    // An application without a database.
    if (path === 'database') inputs['database-source'] = NONE
    const setting = SETTINGS.find(one => one.path === path)
    if (setting) inputs[inputName(setting)] = inputText(value)
  }
  return inputs
}

/** A list is one item per line, a mapping one `key: value` per line; what is nested deeper is YAML. */
function inputText(value: unknown): string {
  if (value === '') return NONE
  if (Array.isArray(value))
    return value.every(item => typeof item === 'string') ? value.join('\n') : stringify(value.map(asCheck))
  if (typeof value !== 'object' || value === null) return String(value)
  if (Object.values(value).some(item => typeof item === 'object')) return stringify(value)
  return Object.entries(value)
    .map(([key, item]) => `${key}: ${item}`)
    .join('\n')
}

/** smoke-test reads checks either as lines or as a YAML list, so a line in a list becomes a mapping. */
function asCheck(item: unknown): unknown {
  if (typeof item !== 'string') return item
  const [method, path, status = ''] = item.trim().split(/\s+/)
  return { method, path, status: status.split(',').map(Number) }
}
