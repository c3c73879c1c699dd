import { describe, expect, test } from '@jest/globals'
import { readInputs } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { readApplication } from '../src/application.ts'
import { APPLICATION_INPUTS, HANDOVER_INPUTS } from '../src/application-inputs.ts'
import { readHandoverPort } from '../src/services/handover.ts'

const inputs = {
  ...{ path: '/opt/erp', 'compose-file': 'compose.yml', 'env-file': '.env' },
  ...{ service: 'app_{slot}', slots: 'blue,green', 'slot-directory': '/etc/nginx/slots/erp' },
  ...{ proxy: 'auto', 'health-path': '/health' },
}
const read = (changes: Record<string, string>) =>
  withInputs({ ...inputs, ...changes }, () => readInputs(APPLICATION_INPUTS, {}, readApplication))

describe.each(['path', 'slot-directory'])('%s', name => {
  const given = (path: string): string => {
    const { path: own, placement } = read({ [name]: path })
    return name === 'path' ? own : (placement.slotDirectory ?? '')
  }

  test.each([
    ['/opt/erp', '/opt/erp'],
    ['/srv/', '/srv'],
    ['/opt/.hidden/..erp/a..b/...', '/opt/.hidden/..erp/a..b/...'],
  ])('accepts %s', (path, read) => expect(given(path)).toBe(read))

  test.each([
    '/',
    '//',
    '///',
    '/..',
    '/../x',
    '/opt/..',
    '/opt/../etc',
    '/.',
    '/opt/./erp',
    '//opt',
    '/opt//erp',
    '/opt//',
  ])('rejects %s', path =>
    expect(() => given(path)).toThrow(
      `input "${name}" is not an absolute path without "..", "." and "//", got "${path}"`,
    ),
  )
})

describe('the names of the services choose the placement', () => {
  const slotDirectory = '/etc/nginx/slots/erp'
  const slots = { kind: 'slots', slots: ['blue', 'green'], slotDirectory, proxy: 'auto' }

  test.each([
    ['app_{slot}', { ...slots, services: ['app_{slot}'] }],
    ['app_{slot}, api_{slot}', { ...slots, services: ['app_{slot}', 'api_{slot}'] }],
    ['app', { kind: 'in-place', service: 'app', slotDirectory }],
  ])('%s', (service, placement) => expect(read({ service }).placement).toEqual(placement))

  test('and the slots are validated in place as well', () => {
    expect(() => read({ service: 'app', slots: 'blue' })).toThrow('"slots" must be two different names')
    expect(() => read({ service: 'app', proxy: 'slot-file', 'slot-directory': '' })).toThrow(
      '"slot-directory" is required because "proxy" is slot-file',
    )
  })
})

test('several compose files are rejected with a single error', () => {
  expect(() => read({ 'compose-file': 'compose.yml\ncompose.deploy.yml' })).toThrow(
    /^input "compose-file" lists several files, but only one is supported\. Set a single file, got "compose\.yml, compose\.deploy\.yml"$/,
  )
  expect(read({ 'compose-file': 'deploy/compose.yml' }).composeFile).toBe('deploy/compose.yml')
  expect(() => read({ 'compose-file': '' })).not.toThrow('several')
})

test('the handover port must be a valid port', () => {
  const portOf = (port: string): number | undefined =>
    withInputs({ ...inputs, 'handover-port': port }, () =>
      readInputs({ ...APPLICATION_INPUTS, ...HANDOVER_INPUTS }, {}, readHandoverPort),
    )
  expect(portOf('65535')).toBe(65535)
  expect(portOf('')).toBeUndefined()
  expect(() => portOf('65536')).toThrow('"handover-port" must be a whole number from 1 to 65535, got "65536"')
})
