import { pathText, pointer } from '../file/path.ts'
import type { Place } from '../file/yaml-values.ts'
import { type Problem, START } from '../problem.ts'
import { type Origin, resolveValues } from '../resolve.ts'
import type { SettingsFile } from '../schema.ts'
import type { SettingPath } from '../setting.ts'

/** One environment for the rules that span several settings. Settings that are wrong in themselves are left out. */
export interface CheckedEnvironment {
  name: string
  /** Whether it has one: `database` is not `none`. */
  hasDatabase: boolean
  /** The value of a setting, defaults included. */
  get(setting: SettingPath): unknown
  /** Which part of the file decides a setting; missing when none does. */
  origin(setting: SettingPath): Origin | undefined
  /** Whether the file has the setting, right or wrong. */
  has(setting: SettingPath): boolean
  /** A problem where the setting is written; where it is not, at the name of the environment. */
  problem(setting: SettingPath, message: string): Problem
}

/** The parts that all environments of a file share. */
export interface CheckedFile {
  /** Without the settings that are wrong in themselves. */
  settings: SettingsFile
  places: ReadonlyMap<string, Place>
}

export function checkedEnvironments({ settings, places }: CheckedFile): CheckedEnvironment[] {
  return Object.keys(settings.environments).map(name => checkedEnvironment(name, settings, places))
}

function checkedEnvironment(
  name: string,
  settings: SettingsFile,
  places: CheckedFile['places'],
): CheckedEnvironment {
  const values = new Map(
    resolveValues(settings, { environment: name, application: '<application>' }).map(value => [
      value.path,
      value,
    ]),
  )
  const keysOf = (setting: SettingPath): string[][] => [
    ['environments', name, ...setting.split('.')],
    setting.split('.'),
  ]
  const written = (setting: SettingPath): string[] | undefined =>
    keysOf(setting).find(keys => places.has(pointer(keys)))
  return {
    name,
    hasDatabase: !values.has('database'),
    get: setting => values.get(setting)?.value,
    origin: setting => values.get(setting)?.from,
    has: setting => written(setting) !== undefined,
    problem(setting, message) {
      const keys = written(setting)
      const place = keys ? places.get(pointer(keys))?.value : places.get(pointer(['environments', name]))?.key
      const { line, column } = place ?? START
      return { line, column, path: pathText(keys ?? keysOf(setting)[0] ?? []), message }
    },
  }
}

/** A file without the values at these places. */
export function without(file: unknown, paths: readonly (readonly (string | number)[])[]): unknown {
  const copy = structuredClone(file)
  for (const path of paths) remove(copy, settingOf(path))
  return copy
}

/** A wrong item makes the whole setting unusable. */
function settingOf(path: readonly (string | number)[]): readonly (string | number)[] {
  const at = path.findIndex(part => typeof part === 'number')
  return at === -1 ? path : path.slice(0, at)
}

function remove(value: unknown, [key, ...rest]: readonly (string | number)[]): void {
  if (typeof value !== 'object' || value === null || key === undefined) return
  const holder = value as Record<string, unknown>
  if (rest.length > 0) remove(Object.hasOwn(holder, key) ? holder[key] : undefined, rest)
  else delete holder[key]
}
