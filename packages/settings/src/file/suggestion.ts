import { SMOKE_SETTINGS } from '../definition.ts'
import { RENAMED, SECRET_INPUTS } from '../renamed.ts'
import { GROUPS } from '../schema.ts'
import { ENVIRONMENT_KEYS, inputName, SETTINGS, type Setting, TOP_LEVEL_KEYS } from '../setting.ts'
import type { Path } from './path.ts'

/** Where a key is set: at the top level, in an environment, or in a group of either. */
interface Context {
  keys: readonly string[]
  group: string | undefined
}

/** The message for a key that is not in the schema. @param path of the key */
export function unknownKeyMessage(path: Path, value: unknown): string {
  const key = String(path.at(-1))
  if (typeof path.at(-2) === 'number' && path.at(-3) === 'checks') return checkKeyMessage(key)
  const context = contextOf(path.slice(0, -1))
  return (
    renamedMessage(key, context) ??
    movedMessage(key, context) ??
    secretMessage(key) ??
    environmentMessage(path, value) ??
    misspelledMessage(key, context) ??
    'is not a setting. Remove it'
  )
}

const CHECK_KEYS = Object.keys(SMOKE_SETTINGS.checks.items.properties)

function checkKeyMessage(key: string): string {
  const near = nearest(key, CHECK_KEYS) ?? onlyLonger(key, CHECK_KEYS)
  const advice = near === undefined ? `The keys are ${CHECK_KEYS.join(', ')}` : `Did you mean ${near}?`
  return `is not a key of a check. ${advice}`
}

function contextOf(parent: Path): Context {
  const isEnvironment = parent[0] === 'environments' && parent.length >= 2
  const group = parent[isEnvironment ? 2 : 0] as keyof typeof GROUPS | undefined
  if (parent.at(-2) === 'ignore' && group === 'standard')
    return { keys: Object.keys(GROUPS.standard.ignore.items.properties), group }
  if (group !== undefined && Object.hasOwn(GROUPS, group)) return { keys: Object.keys(GROUPS[group]), group }
  return { keys: isEnvironment ? ENVIRONMENT_KEYS : TOP_LEVEL_KEYS, group: undefined }
}

/** A setting or input of that name exists elsewhere. */
function movedMessage(key: string, { group }: Context): string | undefined {
  const places = SETTINGS.filter(setting => setting.key === key || inputName(setting) === key)
  if (places.length === 0) return TOP_LEVEL_KEYS.includes(key) ? topLevelMessage(key, group) : undefined
  const names = places.map(({ path }) => path).join(' or ')
  const outside = group !== undefined && places.some(({ group: other }) => other === undefined)
  return outside
    ? `is not a setting of ${group}. Write ${names} next to ${group}`
    : `is not a setting here. Write ${names}`
}

function topLevelMessage(key: string, group: string | undefined): string {
  return group !== undefined && Object.hasOwn(GROUPS, key)
    ? `is not a setting of ${group}. Write it next to ${group}`
    : 'is not a setting here. Write it at the top of the file'
}

function renamedMessage(key: string, { group }: Context): string | undefined {
  const renamed = RENAMED.find(({ old }) => plain(old) === plain(key))
  // The `port` of a database is not part of `server`.
  if (renamed === undefined || (renamed.form !== undefined && group !== undefined)) return undefined
  return renamed.form === undefined
    ? `was renamed to ${renamed.setting}`
    : `is now part of ${renamed.setting}. Write ${renamed.setting} as ${renamed.form}`
}

function secretMessage(key: string): string | undefined {
  if (!SECRET_INPUTS.some(name => plain(name) === plain(key))) return undefined
  return 'is not a setting, because its value is a secret. Remove it, and pass the secret to the workflow'
}

/** `staging:` at the top of the file. */
function environmentMessage(path: Path, value: unknown): string | undefined {
  if (path.length !== 1 || typeof value !== 'object' || value === null) return undefined
  const isEnvironment = ['server', 'host', 'path', 'url', 'service'].some(key => Object.hasOwn(value, key))
  return isEnvironment ? 'is not a setting. If it is an environment, write it below environments' : undefined
}

function misspelledMessage(key: string, { keys, group }: Context): string | undefined {
  const near = nearest(key, keys) ?? onlyLonger(key, keys)
  if (near !== undefined) return `is not a setting. Did you mean ${near}?`
  // Keys of the standard, such as ports, resemble those of many other groups.
  const others = SETTINGS.filter(setting => group === undefined || setting.group !== 'standard')
  const elsewhere = nearest(
    key,
    others.map(setting => setting.key),
  )
  const places = others.filter((setting: Setting) => setting.key === elsewhere).map(({ path }) => path)
  return places.length === 0 ? undefined : `is not a setting. Did you mean ${places.join(' or ')}?`
}

/** The candidate with the smallest edit distance, if it is small; case and separators are ignored. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(name)
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    const distance = editDistance(wanted, plain(candidate))
    if (distance < (best?.distance ?? maxDistance(wanted) + 1)) best = { candidate, distance }
  }
  return best?.candidate
}

/** The only candidate that starts with the name, if the name is long enough to be meaningful. */
export function onlyLonger(name: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(name)
  const longer = candidates.filter(candidate => plain(candidate).startsWith(wanted))
  return wanted.length >= 4 && longer.length === 1 ? longer[0] : undefined
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Up to a third of the letters may differ, and no more than this many. */
const MAX_DISTANCE = 3
const maxDistance = (name: string): number => Math.min(MAX_DISTANCE, Math.floor(name.length / 3))

/** Damerau–Levenshtein distance: a transposition counts as one edit. */
function editDistance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MAX_DISTANCE) return MAX_DISTANCE + 1
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  const cost = (row: number, column: number): number => rows[row]?.[column] ?? 0
  for (let i = 1; i <= one.length; i++) {
    rows.push([i])
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const options = [cost(i - 1, j) + 1, cost(i, j - 1) + 1, cost(i - 1, j - 1) + (same ? 0 : 1)]
      rows[i]?.push(Math.min(...options, ...(swapped ? [cost(i - 2, j - 2) + 1] : [])))
    }
  }
  return cost(one.length, other.length)
}
