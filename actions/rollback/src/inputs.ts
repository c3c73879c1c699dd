import { readInputs } from '@tsh/action'
import { type Application, readApplication, readHandoverPort } from '@tsh/deployment'
import { isHttpUrl, readTarget, type Target } from '@tsh/remote'

export interface RollbackInputs {
  target: Target
  application: Application
  publicUrl: string
  healthTimeout: number
  /** Port of the second container during a replacement in place. */
  handoverPort: number | undefined
  lockTimeout: number
}

export function readRollbackInputs(): RollbackInputs {
  return readInputs(input => {
    const publicUrl = input.text('public-url')
    if (publicUrl !== '' && !isHttpUrl(publicUrl))
      input.problem('input "public-url" must be http(s) without user and password')
    return {
      target: readTarget(input),
      application: readApplication(input),
      publicUrl,
      handoverPort: readHandoverPort(input),
      healthTimeout: input.number('health-timeout-seconds', { from: 1, to: 3600 }),
      lockTimeout: input.number('lock-timeout-seconds', { from: 0, to: 3600 }),
    }
  })
}
