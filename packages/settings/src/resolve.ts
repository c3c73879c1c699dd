import { type Names, withNames } from './placeholders.ts'
import type { ResolvedSettings } from './resolved-settings.ts'
import { type EnvironmentSettings, GROUPS, type SettingsFile } from './schema.ts'
import { SETTINGS, type Setting, type SettingPath } from './setting.ts'

/** Which part of the file determines a setting. */
export type Origin = 'environment' | 'top level' | 'default'

/** A setting of an environment with its value. */
export interface ResolvedValue {
  /** `database` with the value `none` for an application without a database. */
  path: SettingPath | 'database'
  value: unknown
  from: Origin
}

/**
 * The value of every setting that has one: from the environment, else from the top level, else the default. Groups are
 * merged key by key; lists are replaced.
 * @param names the values of the placeholders in defaults
 */
export function resolveValues(file: SettingsFile, names: Names): ResolvedValue[] {
  const levels = levelsOf(file, names.environment)
  const none = levels.find(({ settings: { database } }) => database !== undefined)
  const withoutDatabase = none?.settings.database === 'none'
  const values = SETTINGS.filter(({ group }) => !(withoutDatabase && group === 'database')).flatMap(
    setting => resolveValue(setting, levels, names) ?? [],
  )
  if (!withoutDatabase) return values
  // The default command would have nothing to migrate; one that is set may migrate something else, such as SQLite.
  const migrations = values.map(value =>
    value.path === 'migrate' && value.from === 'default' ? { ...value, value: '', from: none.from } : value,
  )
  return [...migrations, { path: 'database', value: 'none', from: none.from }]
}

/** The settings of one environment as an object of the same shape as the file. */
export function resolve(file: SettingsFile, names: Names): ResolvedSettings {
  const resolved: Record<string, unknown> = { environment: names.environment, application: names.application }
  for (const group of Object.keys(GROUPS)) resolved[group] = {}
  for (const { path, value } of resolveValues(file, names)) {
    const [group = '', key] = path.split('.')
    if (key === undefined) resolved[group] = path === 'server' ? [value] : value
    else (resolved[group] as Record<string, unknown>)[key] = value
  }
  return resolved as unknown as ResolvedSettings
}

/** The application's name: that of the file, else the repository's. @param repository `owner/name` */
export function applicationName(file: Pick<SettingsFile, 'application'>, repository: string): string {
  return file.application ?? repository.split('/').at(-1) ?? repository
}

/** `standard: enforce` is short for its mode. */
function valueIn(settings: EnvironmentSettings, group: Setting['group'], key: string): unknown {
  const holder = group === undefined ? settings : settings[group]
  if (group === 'standard' && typeof holder === 'string') return key === 'mode' ? holder : undefined
  return typeof holder === 'object' ? (holder as Record<string, unknown>)[key] : undefined
}

interface Level {
  from: Origin
  settings: EnvironmentSettings
}

function levelsOf(file: SettingsFile, environment: string): Level[] {
  const settings = Object.hasOwn(file.environments, environment) ? file.environments[environment] : undefined
  return [
    { from: 'environment', settings: settings ?? {} },
    { from: 'top level', settings: file },
  ]
}

function resolveValue(
  { path, group, key, definition }: Setting,
  levels: readonly Level[],
  names: Names,
): ResolvedValue | undefined {
  for (const { from, settings } of levels) {
    const value = valueIn(settings, group, key)
    if (value !== undefined) return { path, value, from }
  }
  const { default: value } = definition
  if (value === undefined) return undefined
  return { path, value: typeof value === 'string' ? withNames(value, names) : value, from: 'default' }
}
