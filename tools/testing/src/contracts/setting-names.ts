import type { InputDefinitions } from '@tsh/action'
import { FILE_SETTINGS, inputName, SETTINGS } from '@tsh/settings'

/** The settings by the names of the inputs that they fill. */
const FILLED = new Map<string, string>([
  ...Object.keys(FILE_SETTINGS).map((key): [string, string] => [key, key]),
  ...SETTINGS.map((setting): [string, string] => [inputName(setting), setting.path]),
])

/** Inputs with the name of a setting that they do not stand for, each as a sentence with its fix. */
export function settingNameProblems(action: string, inputs: InputDefinitions): string[] {
  return Object.entries(inputs)
    .filter(([name, { setting }]) => FILLED.get(name) !== setting)
    .map(([name, { setting }]) => {
      const filled = FILLED.get(name)
      const why =
        filled === undefined
          ? `is declared as the setting ${setting}, which does not fill it`
          : `has the name of the setting ${filled}, whose value would fill it`
      return `actions/${action}/src/definition.ts: input "${name}" ${why}. Take it from SETTING_INPUTS, or rename it.`
    })
}
