export * from './definition.ts'
export { type Names, withNames } from './placeholders.ts'
export { DEFAULT_SETTINGS_PATH, settingInputs } from './read-settings.ts'
export { RENAMED, RENAMED_RUN_INPUTS, type Renamed } from './renamed.ts'
export type { ResolvedSettings } from './resolved-settings.ts'
export { DRY_RUN, SETTINGS_FILE, VERSION } from './run-inputs.ts'
export {
  inputName,
  SETTINGS,
  type Setting,
  type SettingDefinition,
  type SettingPath,
} from './setting.ts'
export { formOf, limitsOf, pick, requiring, SETTING_INPUTS } from './setting-inputs.ts'
