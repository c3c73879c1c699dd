import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readSwitchInputs } from '../src/inputs.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const valid = {
  ...actionDefaults('blue-green-switch'),
  ...{ server: 'root@erp.example', 'ssh-key': key, 'host-key': 'erp.example ssh-ed25519 AAAA' },
  ...{ path: '/opt/erp', 'compose-file': 'c.yml', 'env-file': '.env' },
  ...{ service: 'app_{slot}', release: 'r1', url: 'https://erp.example' },
}

async function problems(changes: Record<string, string>): Promise<readonly string[]> {
  try {
    await withInputs({ ...valid, ...changes }, readSwitchInputs)
    return []
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
}

test('by default the proxy is detected, nothing is installed, and connections are only counted', async () => {
  expect(await withInputs(valid, readSwitchInputs)).toMatchObject({
    application: { placement: { proxy: 'auto', slotDirectory: undefined, services: ['app_{slot}'] } },
    slot: undefined,
    allowInstall: false,
    canary: 0,
    drain: 0,
  })
})

test('several services and the slots are separated by lines or commas', async () => {
  const read = async (changes: Record<string, string>) =>
    (await withInputs({ ...valid, ...changes }, readSwitchInputs)).application.placement
  const both = { services: ['app_{slot}', 'api_{slot}'] }
  expect(await read({ service: 'app_{slot}, api_{slot}' })).toMatchObject(both)
  expect(await read({ service: 'app_{slot}\n# the other\napi_{slot}\n' })).toMatchObject(both)
  expect(await read({ slots: 'left\nright' })).toMatchObject({ slots: ['left', 'right'] })
})

test('several services without slots are two problems', async () => {
  expect(await problems({ service: 'app,api' })).toEqual([
    'input "service" lists several services, so each must contain {slot}, got "app,api"',
    'input "service" must contain {slot}, got "app,api"',
  ])
})

describe('reports the problem with', () => {
  const cases: [Record<string, string>, string][] = [
    [{ slot: 'purple' }, 'input "slot" must be blue or green, got "purple"'],
    [{ slot: 'blue', slots: 'left,right' }, 'input "slot" must be left or right, got "blue"'],
    ...['left', 'left,left', 'a,b,c', 'a,../b', 'handover,b', 'a_1,a_2'].map(
      (slots): [Record<string, string>, string] => [
        { slots },
        `input "slots" must be two different names (letters, digits and "-", not "handover"), one per line or comma-separated, got "${slots}"`,
      ],
    ),
    [{ proxy: 'apache' }, '"proxy" must be one of auto, slot-file, nginx-reload, caddy, got "apache"'],
    [{ proxy: 'slot-file' }, '"slot-directory" is required because "proxy" is slot-file'],
    [{ 'allow-install': 'yes' }, '"allow-install" must be true or false, got "yes"'],
    [{ 'allow-install': 'true' }, '"slot-directory" is required because "allow-install" is true'],
    [
      { 'allow-install': 'true', 'slot-directory': '/s', proxy: 'caddy' },
      'sets up a slot file, but "proxy" is caddy',
    ],
    [{ service: 'app' }, '"service" must contain {slot}, got "app"'],
    [{ service: 'app_{slot},api' }, 'each must contain {slot}'],
    [{ service: 'app_{slot},a;b' }, '"service" must be the name of a service, got "a;b"'],
    [{ service: '' }, '"service" is required but empty'],
    [{ 'canary-seconds': '1d' }, '"canary-seconds" must be a whole number from 0 to 1800, got "1d"'],
    [{ 'drain-seconds': '10m' }, '"drain-seconds" must be a whole number from 0 to 3600, got "10m"'],
    [{ url: 'file:///etc' }, '"url" must be an http(s) URL without user and password, got "file:///etc"'],
    [{ 'slot-directory': '../slots' }, '"slot-directory" must be an absolute path'],
  ]
  test.each(cases)('%j', async (changes, message) => {
    expect(await problems(changes)).toEqual([expect.stringContaining(message)])
  })
})
