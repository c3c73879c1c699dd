import type { SettingPath } from '../setting.ts'
import type { CheckedEnvironment } from './checked-environment.ts'

/**
 * Whether a setting is set but unused because of another one. A top-level default for all environments is not a mistake
 * of an environment that overrides the other setting.
 * @param decider the setting that makes it unused
 */
export function isUnused(
  environment: CheckedEnvironment,
  setting: SettingPath,
  decider: SettingPath,
): boolean {
  const origin = environment.origin(setting)
  if (origin === undefined || origin === 'default') return false
  return origin === 'environment' || environment.origin(decider) !== 'environment'
}
