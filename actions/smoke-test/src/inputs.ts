import { type InputReader, maskSecret, readInputs } from '@tsh/action'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'
import {
  APPLICATION_SETTINGS,
  formOf,
  limitsOf,
  RELEASE_SETTINGS,
  SMOKE_SETTINGS,
  settingInputs,
} from '@tsh/settings'
import { type CheckSecrets, parseCheckSecrets } from './checks/check-secrets.ts'
import { inputs } from './definition.ts'

type SmokeInput = keyof typeof inputs

export interface SmokeInputs {
  url: string
  /** URL of the live release on the server, tested if `url` fails; empty if it is not to be tested. */
  slotUrl: string
  /** The public URL, for the header `Host` of requests to an address; `url` if no other is known. */
  publicUrl: string
  skipStandardChecks: boolean
  /** Path of the login; empty if it is not checked. */
  loginPath: string
  /** Lines or a YAML list, read by `readChecks`. */
  checks: string
  /** Values for `$NAME` in headers of the checks; undefined if a dollar sign is an ordinary character. */
  secrets: CheckSecrets | undefined
  /** The expected version; empty if no check needs it. */
  version: string
  /** Seconds within which every check has to pass once. */
  timeout: number
  /** Seconds to watch after all checks have passed; 0 disables it. */
  watch: number
  /** What to do if only the public URL fails. */
  edgeFailure: EdgeFailure
  /** Path of the JUnit file; empty for none. */
  junitFile: string
  /** The server to send requests from; undefined if they are sent from the runner. */
  target: Target | undefined
}

export type EdgeFailure = 'alert' | 'bad-release'

export async function readSmokeInputs(): Promise<SmokeInputs> {
  const settings = await settingInputs()
  return readInputs(inputs, settings, input => {
    const address = (name: 'url' | 'slot-url' | 'public-url', required: boolean): string =>
      readHttpUrl(input, name, { required }).replace(/\/+$/, '')
    const slotUrl = address('slot-url', false)
    const target = connects(input, slotUrl) ? readTarget(input) : undefined
    const url = address('url', true)
    const read = {
      url,
      slotUrl,
      publicUrl: address('public-url', false) || settings.url || url,
      skipStandardChecks: input.flag('skip-standard-checks'),
      loginPath: input.text('login-path', { ...formOf(SMOKE_SETTINGS['login-path']), required: false }),
      checks: input.block('checks'),
      secrets: readSecrets(input),
      version: input.text('version', { required: false }),
      timeout: input.number('timeout-seconds', limitsOf(SMOKE_SETTINGS['timeout-seconds'])),
      watch: readWatch(input, target !== undefined && slotUrl === ''),
      edgeFailure: input.choice<EdgeFailure>('edge-failure', SMOKE_SETTINGS['edge-failure'].enum),
      junitFile: input.text('junit-file', { required: false }),
      target,
    }
    if (!read.skipStandardChecks || read.loginPath !== '' || hasChecks(read.checks)) return read
    if (settings.url !== undefined) return { ...read, checks: `GET ${healthPathOf(settings)} 200,204` }
    input.problem(
      'there are no checks: "skip-standard-checks" is true, and "login-path" and "checks" are empty. Set "login-path" or "checks"',
    )
    return read
  })
}

const healthPathOf = (settings: Readonly<Record<string, string>>): string =>
  settings['health-path'] ?? APPLICATION_SETTINGS['health-path'].default

/** Whether there is a line that is no comment. */
const hasChecks = (text: string): boolean => /^\s*[^\s#]/m.test(text)

/** Checks that a workflow passes may contain secrets themselves, in which a dollar sign is no reference. */
function readSecrets(input: InputReader<SmokeInput>): CheckSecrets | undefined {
  const text = input.secret('secrets', { required: false })
  if (text === '' && input.isExplicit('checks')) return undefined
  const { values, problems } = parseCheckSecrets(text)
  for (const [name, value] of values) maskSecret(value, `${name} in input "secrets"`)
  for (const problem of problems) input.problem(problem)
  return values
}

/** The settings file contains a server for every environment; that alone is no reason to connect to it. */
function connects(input: InputReader<SmokeInput>, slotUrl: string): boolean {
  return slotUrl !== '' || input.isExplicit('server') || input.isExplicit('ssh-key')
}

/** Watching is meant for the public URL; a slot without traffic is only watched if the caller sets it explicitly. */
function readWatch(input: InputReader<SmokeInput>, isOnServer: boolean): number {
  const seconds = input.number('watch-seconds', limitsOf(RELEASE_SETTINGS['watch-seconds']))
  return isOnServer && !input.isExplicit('watch-seconds') ? 0 : seconds
}
