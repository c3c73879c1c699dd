import type { InputReader } from '@tsh/action'
import { limitsOf, pick, RELEASE_SETTINGS, requiring, SETTING_INPUTS } from '@tsh/settings'

/** The location of the compose project on the server; read by `readProject`. */
export const PROJECT_INPUTS = requiring(
  pick(SETTING_INPUTS.application, 'path', 'compose-file', 'env-file'),
  'path',
)

/** The project, the service that receives the traffic, its slots and its public URL; read by `readApplication`. */
export const APPLICATION_INPUTS = requiring(
  { ...SETTING_INPUTS.application, ...pick(SETTING_INPUTS.release, 'url') },
  'path',
  'service',
)

/** The port of the temporary second container; read by `readHandoverPort`. */
export const HANDOVER_INPUTS = pick(SETTING_INPUTS.release, 'handover-port')

/** Timeouts shared by all actions that change the server; read by `readLimits`. */
export const LIMIT_INPUTS = pick(SETTING_INPUTS.release, 'health-timeout-seconds', 'lock-timeout-seconds')

export type ProjectInput = keyof typeof PROJECT_INPUTS
export type ApplicationInput = keyof typeof APPLICATION_INPUTS

/** In seconds. */
export interface Limits {
  /** Timeout for a service to become healthy. */
  healthTimeout: number
  /** Timeout for another deployment to finish. */
  lockTimeout: number
}

export function readLimits(input: InputReader<keyof typeof LIMIT_INPUTS>): Limits {
  const read = (name: keyof typeof LIMIT_INPUTS): number =>
    input.number(name, limitsOf(RELEASE_SETTINGS[name]))
  return { healthTimeout: read('health-timeout-seconds'), lockTimeout: read('lock-timeout-seconds') }
}

/** Reads the input `handover-port`: the port of the second container, or undefined when not set. */
export function readHandoverPort(input: InputReader<'handover-port' | 'slot-directory'>): number | undefined {
  if (input.text('handover-port', { required: false }) === '') return undefined
  const port = input.number('handover-port', limitsOf(RELEASE_SETTINGS['handover-port']))
  if (input.text('slot-directory', { required: false }) === '') {
    input.problem('input "slot-directory" is required because "handover-port" is set')
  }
  return port
}
