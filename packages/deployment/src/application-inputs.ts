import type { InputReader } from '@tsh/action'
import { limitsOf, pick, RELEASE_SETTINGS, requiring, SETTING_INPUTS } from '@tsh/settings'

/** Where the compose project is on the server; `readProject` reads them. */
export const PROJECT_INPUTS = requiring(
  pick(SETTING_INPUTS.application, 'path', 'compose-file', 'env-file'),
  'path',
)

/** The project, the service with the traffic, and its slots; `readApplication` reads them. */
export const APPLICATION_INPUTS = requiring(SETTING_INPUTS.application, 'path', 'service')

/** The port of a second container; `readHandoverPort` reads it. */
export const HANDOVER_INPUTS = pick(SETTING_INPUTS.release, 'handover-port')

/** Limits that every action has which changes the server; `readLimits` reads them. */
export const LIMIT_INPUTS = pick(SETTING_INPUTS.release, 'health-timeout-seconds', 'lock-timeout-seconds')

export type ProjectInput = keyof typeof PROJECT_INPUTS
export type ApplicationInput = keyof typeof APPLICATION_INPUTS

/** In seconds. */
export interface Limits {
  /** For a service to become healthy. */
  healthTimeout: number
  /** For another deployment to finish. */
  lockTimeout: number
}

export function readLimits(input: InputReader<keyof typeof LIMIT_INPUTS>): Limits {
  const read = (name: keyof typeof LIMIT_INPUTS): number =>
    input.number(name, limitsOf(RELEASE_SETTINGS[name]))
  return { healthTimeout: read('health-timeout-seconds'), lockTimeout: read('lock-timeout-seconds') }
}
