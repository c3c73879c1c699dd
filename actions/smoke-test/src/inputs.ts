import { type InputReader, readInputs } from '@tsh/action'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'
import { formOf, limitsOf, RELEASE_SETTINGS, SMOKE_SETTINGS, settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

type SmokeInput = keyof typeof inputs

export interface SmokeInputs {
  url: string
  /** The live release as the server sees it, asked when `url` fails; empty when it is not to be asked. */
  slotUrl: string
  skipStandardChecks: boolean
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

export async function readSmokeInputs(): Promise<SmokeInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const address = (name: 'url' | 'slot-url', required: boolean): string =>
      readHttpUrl(input, name, { required }).replace(/\/+$/, '')
    const slotUrl = address('slot-url', false)
    const target = connects(input, slotUrl) ? readTarget(input) : undefined
    const read = {
      url: address('url', true),
      slotUrl,
      skipStandardChecks: input.flag('skip-standard-checks'),
      loginPath: input.text('login-path', { ...formOf(SMOKE_SETTINGS['login-path']), required: false }),
      checks: input.block('checks'),
      version: input.text('version', { required: false }),
      timeout: input.number('timeout-seconds', limitsOf(SMOKE_SETTINGS['timeout-seconds'])),
      watch: readWatch(input, target !== undefined && slotUrl === ''),
      edgeFailure: input.choice<EdgeFailure>('edge-failure', SMOKE_SETTINGS['edge-failure'].enum),
      junitFile: input.text('junit-file', { required: false }),
      target,
    }
    if (read.skipStandardChecks && read.loginPath === '' && !/^\s*[^\s#]/m.test(read.checks))
      input.problem(
        'there is nothing to check: "skip-standard-checks" is true, "login-path" and "checks" are empty',
      )
    return read
  })
}

/** The settings file names a server for every environment, which alone is no reason to connect to it. */
function connects(input: InputReader<SmokeInput>, slotUrl: string): boolean {
  return slotUrl !== '' || input.isExplicit('server') || input.isExplicit('ssh-key')
}

/** Watching is for the public URL; a slot that has no traffic yet is watched only when the caller sets it. */
function readWatch(input: InputReader<SmokeInput>, isOnServer: boolean): number {
  const seconds = input.number('watch-seconds', limitsOf(RELEASE_SETTINGS['watch-seconds']))
  return isOnServer && !input.isExplicit('watch-seconds') ? 0 : seconds
}
