import { describe, expect, test } from '@jest/globals'
import { readInputs } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { composePaths, projectDirectory, readApplication } from '../src/application.ts'
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

describe('compose-file', () => {
  test('is one file, or several in their order', () => {
    expect(read({ 'compose-file': 'deploy/compose.yml' }).composeFiles).toEqual(['deploy/compose.yml'])
    const several = read({ 'compose-file': 'compose.yml\n compose.deploy.yml\n' })
    expect(several.composeFiles).toEqual(['compose.yml', 'compose.deploy.yml'])
    expect(composePaths(several)).toEqual(['/opt/erp/compose.yml', '/opt/erp/compose.deploy.yml'])
  })

  test('relates paths to the folder of the first file', () => {
    const { path } = inputs
    expect(projectDirectory({ path, composeFiles: ['deploy/a.yml', 'b.yml'] })).toBe('/opt/erp/deploy')
  })

  test.each([
    ['', 'input "compose-file" is required but empty'],
    ['compose.yml\n../x.yml', 'input "compose-file" is not a relative path without "..", got "../x.yml"'],
    ['a.yml, b.yml', 'input "compose-file" is not a relative path without "..", got "a.yml, b.yml"'],
  ])('%j is rejected', (files, message) => {
    expect(() => read({ 'compose-file': files })).toThrow(message)
  })
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
