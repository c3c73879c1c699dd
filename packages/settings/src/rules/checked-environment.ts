import { pathText, pointer } from '../file/path.ts'
import type { Place } from '../file/yaml-values.ts'
import { type Problem, START } from '../problem.ts'
import { type Origin, resolveValues } from '../resolve.ts'
import type { SettingsFile } from '../schema.ts'
import type { SettingPath } from '../setting.ts'

/** One environment for the rules that span several settings. Invalid settings are left out. */
export interface CheckedEnvironment {
  name: string
  /** Whether `database` is not `none`. */
  hasDatabase: boolean
  /** The value of a setting, defaults included. */
  get(setting: SettingPath): unknown
  /** Which part of the file determines a setting; undefined when it has no value. */
  origin(setting: SettingPath): Origin | undefined
  /** Whether the file has the setting, valid or not. */
  has(setting: SettingPath): boolean
  /** A problem at the position of the setting, or at the name of the environment when it is not set. */
  problem(setting: SettingPath, message: string): Problem
}

/** The parts that all environments of a file share. */
export interface CheckedFile {
  /** Without the invalid settings. */
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

/** A file without the values at these paths. */
export function without(file: unknown, paths: readonly (readonly (string | number)[])[]): unknown {
  const copy = structuredClone(file)
  for (const path of paths) remove(copy, settingOf(path))
  return copy
}

/** An invalid item makes the whole setting unusable. */
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
