import { describe, expect, test } from '@jest/globals'
import { readInputs } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { composePaths, projectDirectory, readApplication } from '../src/application.ts'
import { APPLICATION_INPUTS, HANDOVER_INPUTS, readHandoverPort } from '../src/application-inputs.ts'

const inputs = {
  ...{ path: '/opt/erp', 'compose-file': 'compose.yml', 'env-file': '.env' },
  ...{ service: 'app_{slot}', slots: 'blue,green', 'slot-directory': '/etc/nginx/slots/erp' },
  ...{ proxy: 'auto', 'health-path': '/health' },
}
const read = (changes: Record<string, string>) =>
  withInputs({ ...inputs, ...changes }, () => readInputs(APPLICATION_INPUTS, {}, readApplication))

describe.each(['path', 'slot-directory'])('%s', name => {
  const given = async (path: string): Promise<string> => {
    const { path: own, placement } = await read({ [name]: path })
    return name === 'path' ? own : (placement.slotDirectory ?? '')
  }

  test.each([
    ['/opt/erp', '/opt/erp'],
    ['/srv/', '/srv'],
    ['/opt/.hidden/..erp/a..b/...', '/opt/.hidden/..erp/a..b/...'],
  ])('accepts %s', (path, read) => expect(given(path)).resolves.toBe(read))

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
    expect(given(path)).rejects.toThrow(
      `input "${name}" must be an absolute path without "..", "." and "//", got "${path}"`,
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
  ])('%s', async (service, placement) => expect((await read({ service })).placement).toEqual(placement))

  test('and the slots are validated in place as well', async () => {
    await expect(read({ service: 'app', slots: 'blue' })).rejects.toThrow(
      '"slots" must be two different names',
    )
    await expect(read({ service: 'app', proxy: 'slot-file', 'slot-directory': '' })).rejects.toThrow(
      '"slot-directory" is required because "proxy" is slot-file',
    )
  })
})

describe('compose-file', () => {
  test('is one file, or several in their order', async () => {
    expect((await read({ 'compose-file': 'deploy/compose.yml' })).composeFiles).toEqual([
      'deploy/compose.yml',
    ])
    const several = await read({ 'compose-file': 'compose.yml\n compose.deploy.yml\n' })
    expect(several.composeFiles).toEqual(['compose.yml', 'compose.deploy.yml'])
    expect(composePaths(several)).toEqual(['/opt/erp/compose.yml', '/opt/erp/compose.deploy.yml'])
  })

  test('relates paths to the folder of the first file', () => {
    const { path } = inputs
    expect(projectDirectory({ path, composeFiles: ['deploy/a.yml', 'b.yml'] })).toBe('/opt/erp/deploy')
  })

  test.each([
    ['', 'input "compose-file" is required but empty'],
    ['compose.yml\n../x.yml', 'input "compose-file" must be a relative path without "..", got "../x.yml"'],
    ['a.yml, b.yml', 'input "compose-file" must be a relative path without "..", got "a.yml, b.yml"'],
  ])('%j is rejected', (files, message) => expect(read({ 'compose-file': files })).rejects.toThrow(message))
})

test('the handover port must be a valid port', async () => {
  const portOf = (port: string): Promise<number | undefined> =>
    withInputs({ ...inputs, 'handover-port': port }, () =>
      readInputs({ ...APPLICATION_INPUTS, ...HANDOVER_INPUTS }, {}, readHandoverPort),
    )
  expect(await portOf('65535')).toBe(65535)
  expect(await portOf('')).toBeUndefined()
  await expect(portOf('65536')).rejects.toThrow(
    '"handover-port" must be a whole number from 1 to 65535, got "65536"',
  )
})
