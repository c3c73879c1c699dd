import { describe, expect, test } from '@jest/globals'
import { formatBuiltServices } from '@tsh/deployment'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readDeployInputs } from '../src/inputs.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const digest = `sha256:${'c'.repeat(64)}`
const valid = {
  ...actionDefaults('ssh-deploy'),
  ...{ server: 'root@erp.example', 'ssh-key': key, 'host-key': 'erp.example ssh-ed25519 AAAA' },
  ...{ path: '/opt/erp', 'compose-file': 'c.yml', 'env-file': '.env', service: 'app' },
  ...{ version: 'v2', sha: 'a'.repeat(40) },
}
const read = async (inputs: Record<string, string>) =>
  (await withInputs({ ...valid, ...inputs }, readDeployInputs)).inputs
const pushed = formatBuiltServices(new Map([['app', { digest }]]))
const saved = formatBuiltServices(new Map([['app', { id: digest }]]))

test('images come from a registry, an archive, or not at all', async () => {
  expect(await read({ images: pushed, registry: 'ghcr.io/tsh/' })).toMatchObject({ registry: 'ghcr.io/tsh' })
  expect(await read({ images: saved })).toMatchObject({ registry: undefined, archive: 'images.tar' })
  expect((await read({})).built.size).toBe(0)
})

test('the name of a slot is accepted without slots as well', async () => {
  expect(await read({ 'force-slot': 'green' })).toMatchObject({ forceSlot: 'green' })
  await expect(read({ 'force-slot': 'red' })).rejects.toThrow('must be one of idle, blue, green, got "red"')
})

describe('refuses', () => {
  test.each<[string, Record<string, string>, string]>([
    ['digests without a registry', { images: pushed }, 'input "registry" is required because "images"'],
    ['images without a service', { images: '{}', registry: 'r' }, 'input "images" contains no services'],
    [
      'the list of an earlier version',
      { images: '[{"image":"erp:v1","reference":""}]' },
      'input "images" is a list, the format of an earlier version of build-image',
    ],
    [
      'a registry with a protocol',
      { registry: 'https://ghcr.io' },
      'input "registry" must be a registry with',
    ],
    [
      'a URL with a password',
      { url: 'https://a:b@erp.example' },
      'input "url" must be an http(s) URL without',
    ],
  ])('%s', async (_name, inputs, message) => {
    await expect(read(inputs)).rejects.toThrow(message)
  })

  test('a URL without repeating its password', async () => {
    await expect(read({ url: 'https://a:hunter2@erp.example' })).rejects.not.toThrow('hunter2')
  })

  test('wrong images together with other wrong inputs', async () => {
    await expect(read({ images: 'x', url: 'ftp://a' })).rejects.toThrow(
      /input "url".*\n.*input "images" is not JSON/s,
    )
  })
})

test('the public URL is optional', async () => {
  expect((await read({})).url).toBeUndefined()
  expect((await read({ url: 'https://erp.example/app' })).url).toBe('https://erp.example/app')
})

test('a dry run without a usable key checks everything else; a deployment names all problems', async () => {
  const broken = { ...valid, 'ssh-key': '', 'dry-run': 'true' }
  const { noConnection, inputs } = await withInputs(broken, readDeployInputs)
  expect(noConnection?.message).toMatch(/^secret for input "ssh-key" is empty/)
  expect(inputs).toMatchObject({ dryRun: true, version: 'v2' })
  const both = read({ 'ssh-key': '', 'force-slot': 'red' })
  await expect(both).rejects.toThrow(/"ssh-key" is empty.*\n.*one of idle, blue, green/)
})

test('a dry run reads the next jobs, and which secrets are defined', async () => {
  const given = { check: ' backup', 'defined-secrets': 'DOCKER_TOKEN=true APP_ENV=false' }
  const defined = {
    checks: ['backup'],
    definedSecrets: new Map([
      ['DOCKER_TOKEN', true],
      ['APP_ENV', false],
    ]),
  }
  expect(await read({ ...given, environment: 'production' })).toMatchObject(defined)
  await expect(read({ check: 'tests' })).rejects.toThrow('must be a list of build and backup, got "tests"')
  await expect(read({ 'defined-secrets': 'DOCKER_TOKEN=hunter2' })).rejects.toThrow(
    /^input "defined-secrets" must be NAME=true or NAME=false for each secret, without values$/,
  )
})
