import type { SettingPath } from '../setting.ts'
import type { CheckedEnvironment } from './checked-environment.ts'

/**
 * Whether a setting is set although another one makes it useless. A default for all environments at the top of the file
 * is no mistake of an environment that chooses differently.
 * @param decider the setting that makes it useless
 */
export function isSetInVain(
  environment: CheckedEnvironment,
  setting: SettingPath,
  decider: SettingPath,
): boolean {
  const origin = environment.origin(setting)
  if (origin === undefined || origin === 'default') return false
  return origin === 'environment' || environment.origin(decider) !== 'environment'
}
