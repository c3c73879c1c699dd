import { RENAMED, RENAMED_RUN_INPUTS } from '../renamed.ts'
import { inputName, SETTINGS } from '../setting.ts'

/** What replaces an input of a workflow before v1, or nothing when it is not a known one. */
export function movedInputMessage(input: string): string | undefined {
  if (Object.hasOwn(RENAMED_RUN_INPUTS, input)) return `is called ${RENAMED_RUN_INPUTS[input]} now`
  const renamed = RENAMED.find(({ old }) => old === input)
  const setting = renamed?.setting ?? SETTINGS.find(one => inputName(one) === input)?.path
  if (setting === undefined) return undefined
  const form = renamed?.form === undefined ? '' : ` as ${renamed.form}`
  return `is not an input any more. Remove it, and write ${setting} in the settings file${form}`
}
