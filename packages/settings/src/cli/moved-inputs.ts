import { RENAMED, RENAMED_RUN_INPUTS } from '../renamed.ts'
import { inputName, SETTINGS } from '../setting.ts'

/** What replaces a workflow input from before v1; undefined for an unknown input. */
export function movedInputMessage(input: string): string | undefined {
  if (Object.hasOwn(RENAMED_RUN_INPUTS, input)) return `was renamed to ${RENAMED_RUN_INPUTS[input]}`
  const renamed = RENAMED.find(({ old }) => old === input)
  const setting = renamed?.setting ?? SETTINGS.find(one => inputName(one) === input)?.path
  if (setting === undefined) return undefined
  const form = renamed?.form === undefined ? '' : ` as ${renamed.form}`
  return `is no longer an input. Remove it and set ${setting} in the settings file${form}`
}
