import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readSwitchInputs } from '../src/inputs.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const valid = {
  ...actionDefaults('blue-green-switch'),
  ...{ host: 'erp.example', user: 'root', 'ssh-key': key, 'known-hosts': 'erp.example ssh-ed25519 AAAA' },
  ...{ 'deploy-path': '/opt/erp', 'compose-file': 'c.yml', 'env-file': '.env' },
  ...{ 'app-service': 'app_{slot}', release: 'r1', 'public-url': 'https://erp.example' },
}

function problems(changes: Record<string, string>): readonly string[] {
  try {
    withInputs({ ...valid, ...changes }, readSwitchInputs)
    return []
  } catch (cause) {
    if (cause instanceof UserError) return cause.problems
    throw cause
  }
}

test('by default the server is looked at, nothing is installed, and connections are only counted', () => {
  expect(withInputs(valid, readSwitchInputs)).toMatchObject({
    application: { proxy: 'auto', slotDirectory: '', appService: 'app_{slot}' },
    slot: undefined,
    install: false,
    trial: 0,
    drain: 0,
  })
})

test('several services come on lines or with commas', () => {
  const read = (text: string) =>
    withInputs({ ...valid, 'app-service': text }, readSwitchInputs).application.appService
  expect(read('app_{slot}, api_{slot}')).toBe('app_{slot},api_{slot}')
  expect(read('app_{slot}\n# the other\napi_{slot}\n')).toBe('app_{slot},api_{slot}')
})

describe('names what is wrong with', () => {
  const cases: [Record<string, string>, string][] = [
    [{ target: 'purple' }, 'input "target" must be blue or green, got "purple"'],
    [{ target: 'blue', slots: 'left,right' }, 'input "target" must be left or right, got "blue"'],
    ...['left', 'left,left', 'a,b,c', 'a,../b', 'handover,b', 'a_1,a_2'].map(
      (slots): [Record<string, string>, string] => [
        { slots },
        `input "slots" must be two different names with a comma between, of letters, digits and "-" and not "handover", got "${slots}"`,
      ],
    ),
    [{ proxy: 'apache' }, '"proxy" must be one of auto, slot-file, nginx-reload, caddy, got "apache"'],
    [{ proxy: 'slot-file' }, '"slot-directory" is required because "proxy" is slot-file'],
    [{ install: 'yes' }, '"install" must be true or false, got "yes"'],
    [{ install: 'true' }, '"slot-directory" is required because "install" is true'],
    [
      { install: 'true', 'slot-directory': '/s', proxy: 'caddy' },
      'sets up a slot file, but "proxy" is caddy',
    ],
    [{ 'app-service': 'app' }, '"app-service" must contain {slot} to be switched, got "app"'],
    [{ 'app-service': 'app_{slot},api' }, 'each must contain {slot}'],
    [{ 'app-service': 'app_{slot},a;b' }, '"app-service" is not a service name, got "a;b"'],
    [{ 'app-service': '' }, '"app-service" is required but empty'],
    [{ 'trial-seconds': '1d' }, '"trial-seconds" must be a whole number from 0 to 1800, got "1d"'],
    [{ 'drain-seconds': '10m' }, '"drain-seconds" must be a whole number from 0 to 3600, got "10m"'],
    [{ 'public-url': 'file:///etc' }, '"public-url" must be http(s) without user and password'],
    [{ 'slot-directory': '../slots' }, '"slot-directory" is not an absolute path'],
  ]
  test.each(cases)('%j', (changes, message) => {
    expect(problems(changes)).toEqual([expect.stringContaining(message)])
  })
})
