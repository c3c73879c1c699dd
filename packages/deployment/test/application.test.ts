import { describe, expect, test } from '@jest/globals'
import { readInputs } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { readApplication } from '../src/application.ts'
import { APPLICATION_INPUTS } from '../src/application-inputs.ts'

const inputs = {
  ...{ path: '/opt/erp', 'compose-file': 'compose.yml', 'env-file': '.env' },
  ...{ service: 'app_{slot}', slots: 'blue,green', 'slot-directory': '/etc/nginx/slots/erp' },
  ...{ proxy: 'auto', 'health-path': '/health' },
}
const read = (changes: Record<string, string>) =>
  withInputs({ ...inputs, ...changes }, () => readInputs(APPLICATION_INPUTS, {}, readApplication))

describe.each(['path', 'slot-directory'])('%s', name => {
  const given = (path: string): string => {
    const { path: own, slotDirectory } = read({ [name]: path })
    return name === 'path' ? own : slotDirectory
  }

  test.each([
    ['/opt/erp', '/opt/erp'],
    ['/srv/', '/srv'],
    ['/opt/.hidden/..erp/a..b/...', '/opt/.hidden/..erp/a..b/...'],
  ])('may be %s', (path, read) => expect(given(path)).toBe(read))

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
  ])('may not be %s', path =>
    expect(() => given(path)).toThrow(
      `input "${name}" is not an absolute path without "..", "." and "//", got "${path}"`,
    ),
  )
})
