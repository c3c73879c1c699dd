export * from './definition.ts'
export { settingInputs } from './read-settings.ts'
export { DRY_RUN, SETTINGS_FILE, VERSION } from './run-inputs.ts'
export { pick, requiring, SETTING_INPUTS } from './setting-inputs.ts'
