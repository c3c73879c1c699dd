import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { pick, SETTING_INPUTS, SETTINGS_FILE, VERSION } from '@tsh/settings'

export const action = {
  name: 'Smoke test',
  description:
    'Sends test requests to an application, publicly or in its idle slot, and fails if a response is wrong.',
} satisfies ActionDefinition

/** The server is optional here. */
const SERVER_INPUTS = {
  ...SETTING_INPUTS.connection,
  server: {
    ...SETTING_INPUTS.connection.server,
    description: `${SETTING_INPUTS.connection.server.description} With it and \`ssh-key\` the requests are sent from the server, otherwise from the runner.`,
  },
  'ssh-key': { ...CONNECTION_INPUTS['ssh-key'], required: false },
  'ssh-key-passphrase': CONNECTION_INPUTS['ssh-key-passphrase'],
}

export const inputs = {
  url: {
    ...SETTING_INPUTS.release.url,
    required: true,
    description: `${SETTING_INPUTS.release.url.description} The URL of a slot on the server is tested over SSH.`,
  },
  'slot-url': {
    description:
      'URL of the live release on the server itself, such as `http://127.0.0.1:8011`. If it is set, `url` is requested from the runner, and failed checks are repeated here over SSH, so that a release is not blamed for its DNS, certificate or proxy.',
  },
  'public-url': {
    description:
      'The public URL, if `url` or `slot-url` is an address on the server: its host is sent as `Host`, and with https `X-Forwarded-Proto: https`, as the proxy does. Defaults to the setting `url`, then to `url`.',
  },
  ...pick(
    SETTING_INPUTS.smoke,
    'edge-failure',
    'skip-standard-checks',
    'login-path',
    'checks',
    'timeout-seconds',
  ),
  secrets: {
    description: 'Values for `$NAME` in headers of `checks`, as lines `NAME=value` (secret `SMOKE_SECRETS`).',
    secret: true,
  },
  ...pick(SETTING_INPUTS.release, 'watch-seconds'),
  version: {
    ...VERSION,
    description: `${VERSION.description} Checks with \`expect-version\` compare the response with it.`,
  },
  'junit-file': { description: 'Path of the JUnit file to write. Without it, none is written.' },
  ...SERVER_INPUTS,
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  verdict: {
    description:
      '`passed`; `bad-release`; or `edge` if only the public URL fails and the release is healthy on the server.',
  },
  passed: { description: 'Number of checks that passed at `url`, including the watch.' },
  results: {
    description:
      'The first 30 checks at `url` as JSON: `name`, `passed`, `got`, `attempts` and `milliseconds`; texts are written as JSON escapes.',
  },
  'certificate-days': {
    description: 'Whole days until the certificate of `url` expires; empty without one.',
  },
} satisfies OutputDefinitions
