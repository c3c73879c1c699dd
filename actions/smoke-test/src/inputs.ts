import { readInputs } from '@tsh/action'
import { isHttpUrl, readTarget, type Target } from '@tsh/remote'
import { type Check, parseCheck, standardChecks } from './expectation.ts'

export interface SmokeInputs {
  url: string
  checks: Check[]
  /** Seconds in which every check has to pass once. */
  timeout: number
  /** The server to ask from; missing when the address is asked from here. */
  target: Target | undefined
}

export function readSmokeInputs(): SmokeInputs {
  return readInputs(input => {
    const url = input.text('url')
    if (url !== '' && !isHttpUrl(url)) input.problem('input "url" must be http(s) without user and password')
    const added = input.lines('checks').flatMap(line => {
      const check = parseCheck(line)
      if (!check) input.problem(`input "checks" has a line that is not "METHOD /path STATUS": "${line}"`)
      return check ?? []
    })
    const checks = [...(input.flag('standard-checks') ? standardChecks : []), ...added]
    if (checks.length === 0)
      input.problem('there is nothing to check: "standard-checks" is false and "checks" is empty')
    return {
      url: url.replace(/\/+$/, ''),
      checks,
      timeout: input.number('timeout-seconds', { from: 1, to: 3600 }),
      target: input.text('host', { required: false }) === '' ? undefined : readTarget(input),
    }
  })
}
