import { describe, expect, test } from '@jest/globals'
import { formatBuiltServices } from '@tsh/deployment'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readDeployInputs } from '../src/inputs.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const digest = `sha256:${'c'.repeat(64)}`
const valid = {
  ...actionDefaults('ssh-deploy'),
  ...{ host: 'erp.example', user: 'root', 'ssh-key': key, 'known-hosts': 'erp.example ssh-ed25519 AAAA' },
  ...{ 'deploy-path': '/opt/erp', 'compose-file': 'c.yml', 'env-file': '.env', 'app-service': 'app' },
  ...{ version: 'v2', sha: 'a'.repeat(40) },
}
const read = (inputs: Record<string, string>) => withInputs({ ...valid, ...inputs }, readDeployInputs)
const pushed = formatBuiltServices(new Map([['app', { digest }]]))
const saved = formatBuiltServices(new Map([['app', { id: digest }]]))

test('images come from a registry, in a file, or not at all', () => {
  expect(read({ images: pushed, registry: 'ghcr.io/tsh/' })).toMatchObject({ registry: 'ghcr.io/tsh' })
  expect(read({ images: saved })).toMatchObject({ registry: undefined, archive: 'images.tar' })
  expect(read({}).built.size).toBe(0)
})

describe('refuses', () => {
  test.each<[string, Record<string, string>, string]>([
    ['digests without a registry', { images: pushed }, 'input "registry" is required because "images"'],
    ['a file without a name', { images: saved, archive: '' }, 'input "archive" is required because "images"'],
    ['images without a service', { images: '{}', registry: 'r' }, 'input "images" has no service'],
    [
      'the list of an earlier version',
      { images: '[{"image":"erp:v1","reference":""}]' },
      'input "images" is a list, as an earlier version of build-image wrote it',
    ],
    [
      'a registry with a protocol',
      { registry: 'https://ghcr.io' },
      'input "registry" is not a registry with',
    ],
    [
      'a URL with a password',
      { url: 'https://a:b@erp.example' },
      'input "url" is not an http(s) URL without',
    ],
  ])('%s', (_name, inputs, message) => {
    expect(() => read(inputs)).toThrow(message)
  })

  test('wrong images together with other wrong inputs', () => {
    expect(() => read({ images: 'x', url: 'ftp://a' })).toThrow(
      /input "images" is not JSON.*\n.*input "url"/s,
    )
  })
})

test('the public URL is optional', () => {
  expect(read({}).url).toBeUndefined()
  expect(read({ url: 'https://erp.example/app' }).url).toBe('https://erp.example/app')
})
