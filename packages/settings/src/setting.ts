import { FILE_SETTINGS } from './definition.ts'
import { GROUPS, PLAIN_SETTINGS } from './schema.ts'

type Groups = typeof GROUPS
export type GroupName = keyof Groups

type PathIn<Group extends GroupName> = `${Group}.${keyof Groups[Group] & string}`
/** A setting of an environment, such as `server` or `smoke.checks`. */
export type SettingPath = keyof typeof PLAIN_SETTINGS | { [Group in GroupName]: PathIn<Group> }[GroupName]

/** The parts of a setting's definition that are accessed by name. */
export interface SettingDefinition {
  description: string
  expected?: string
  default?: string | number | boolean | readonly string[]
}

/** A setting of an environment. */
export interface Setting {
  path: SettingPath
  group?: GroupName
  /** Name within the group. */
  key: string
  definition: SettingDefinition
}

/** All settings of an environment, in the order of the definition. */
export const SETTINGS: readonly Setting[] = [
  ...entries(PLAIN_SETTINGS).map(([key, definition]) => ({ path: key as SettingPath, key, definition })),
  ...(Object.keys(GROUPS) as GroupName[]).flatMap(group =>
    entries(GROUPS[group]).map(([key, definition]) => ({
      path: `${group}.${key}` as SettingPath,
      group,
      key,
      definition,
    })),
  ),
]

/** The keys of an environment: its settings without a group, and the groups. */
export const ENVIRONMENT_KEYS: readonly string[] = [...Object.keys(PLAIN_SETTINGS), ...Object.keys(GROUPS)]
/** The keys at the top of the file. */
export const TOP_LEVEL_KEYS: readonly string[] = [
  ...Object.keys(FILE_SETTINGS),
  ...ENVIRONMENT_KEYS,
  'environments',
]

/** The name of the input that a setting is passed as. */
export function inputName({ group, key }: Pick<Setting, 'group' | 'key'>): string {
  if (group === 'standard') return key === 'mode' ? 'standard' : `standard-${key}`
  return group === 'database' || group === 'env' ? `${group}-${key}` : key
}

function entries(group: object): [string, SettingDefinition][] {
  return Object.entries(group)
}
