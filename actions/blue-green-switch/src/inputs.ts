import { readInputs } from '@tsh/action'
import { type Application, hasSlots, readApplication } from '@tsh/deployment'
import { isHttpUrl, readTarget, type Target } from '@tsh/remote'

export interface SwitchInputs {
  target: Target
  application: Application
  /** Id of the release that ssh-deploy has prepared. */
  release: string
  publicUrl: string
  /** Seconds for services in place to become healthy. */
  healthTimeout: number
  lockTimeout: number
}

export function readSwitchInputs(): SwitchInputs {
  return readInputs(input => {
    const application = readApplication(input)
    if (application.appService !== '' && !hasSlots(application.appService)) {
      input.problem(`input "app-service" must contain {slot} to be switched, got "${application.appService}"`)
    }
    const publicUrl = input.text('public-url')
    if (publicUrl !== '' && !isHttpUrl(publicUrl))
      input.problem('input "public-url" must be http(s) without user and password')
    return {
      target: readTarget(input),
      application,
      release: input.text('release'),
      publicUrl,
      healthTimeout: input.number('health-timeout-seconds', { from: 1, to: 3600 }),
      lockTimeout: input.number('lock-timeout-seconds', { from: 0, to: 3600 }),
    }
  })
}
