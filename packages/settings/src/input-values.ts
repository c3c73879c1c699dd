import { stringify } from 'yaml'
import type { ResolvedValue } from './resolve.ts'
import { inputName, SETTINGS } from './setting.ts'

/** The input value that means "none", because GitHub does not distinguish empty inputs from missing ones. */
export const NONE = 'none'

/** The settings that the file sets, as input values. Defaults are applied where the inputs are read. */
export function inputValues(values: readonly ResolvedValue[]): Record<string, string> {
  const inputs: Record<string, string> = {}
  for (const { path, value, from } of values) {
    if (from === 'default') continue
    // The application has no database.
    if (path === 'database') inputs['database-source'] = NONE
    const setting = SETTINGS.find(one => one.path === path)
    if (setting) inputs[inputName(setting)] = path === 'build-args' ? assignments(value) : inputText(value)
  }
  return inputs
}

/** Build arguments in the form of `docker build --build-arg`. */
const assignments = (value: unknown): string =>
  Object.entries(value as object)
    .map(([name, text]) => `${name}=${text}`)
    .join('\n')

/** A list is one item per line, a mapping one `key: value` per line; deeper nesting is YAML. */
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

/** smoke-test reads checks as lines or as a YAML list, so a line in a list is converted to a mapping. */
function asCheck(item: unknown): unknown {
  if (typeof item !== 'string') return item
  const [method, path, status = ''] = item.trim().split(/\s+/)
  return { method, path, status: status.split(',').map(Number) }
}
