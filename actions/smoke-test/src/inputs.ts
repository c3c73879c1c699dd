import { readInputs } from '@tsh/action'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'

export interface SmokeInputs {
  url: string
  /** The live release as the server sees it, asked when `url` fails; empty when it is not to be asked. */
  slotUrl: string
  standardChecks: boolean
  /** Path of the login; empty when it is not checked. */
  loginPath: string
  /** Lines or a YAML list, read by `readChecks`. */
  checks: string
  /** The version that has to answer; empty when no check asks for it. */
  version: string
  /** Seconds in which every check has to pass once. */
  timeout: number
  /** Seconds to go on asking after all checks have passed; 0 for none. */
  watch: number
  /** What a failure of the public address alone counts as. */
  edgeFailure: EdgeFailure
  /** Where to write the JUnit file; empty writes none. */
  junitFile: string
  /** The server to ask from; missing when the address is asked from here. */
  target: Target | undefined
}

export type EdgeFailure = 'alert' | 'bad-release'

export function readSmokeInputs(): SmokeInputs {
  return readInputs(input => {
    const address = (name: string, required: boolean): string =>
      readHttpUrl(input, name, { required }).replace(/\/+$/, '')
    const onServer = input.text('host', { required: false }) !== ''
    const inputs = {
      url: address('url', true),
      slotUrl: address('slot-url', false),
      standardChecks: input.flag('standard-checks'),
      loginPath: input.text('login-path', { required: false, pattern: /^\/\S*$/, expected: 'a path' }),
      checks: input.block('checks'),
      version: input.text('version', { required: false }),
      timeout: input.number('timeout-seconds', { from: 1, to: 3600 }),
      watch: input.number('watch-seconds', { from: 0, to: 900 }),
      edgeFailure: input.choice<EdgeFailure>('edge-failure', ['alert', 'bad-release']),
      junitFile: input.text('junit-file', { required: false }),
      target: onServer ? readTarget(input) : undefined,
    }
    if (inputs.slotUrl !== '' && !onServer)
      input.problem('input "host" is required because "slot-url" is set: the slot is asked on the server')
    if (!inputs.standardChecks && inputs.loginPath === '' && !/^\s*[^\s#]/m.test(inputs.checks))
      input.problem(
        'there is nothing to check: "standard-checks" is false, "login-path" and "checks" are empty',
      )
    return inputs
  })
}
