import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readBuildInputs } from '../src/inputs.ts'

const saved = process.env
beforeEach(() => {
  process.env = { ...saved }
  set({ 'compose-file': 'compose.yml', version: 'v1', archive: 'images.tar' })
})
afterEach(() => {
  process.env = saved
})

function set(inputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = value
}

test('compose files are listed one per line, in their order', async () => {
  set({ 'compose-file': 'compose.yml\n  compose.deploy.yml\n' })
  expect((await readBuildInputs()).composeFiles).toEqual(['compose.yml', 'compose.deploy.yml'])
})

test('build arguments and secrets are lines', async () => {
  set({
    'build-args': 'API_URL=https://shop.example/?a=1\n# comment\nEMPTY=\n',
    'build-secrets': '\nNPM_TOKEN= a "quoted" # value \r\n#x\nsigning.key=abc=\n',
  })
  const { buildArgs, buildSecrets } = await readBuildInputs()
  expect([...buildArgs]).toEqual([
    ['API_URL', 'https://shop.example/?a=1'],
    ['EMPTY', ''],
  ])
  expect([...buildSecrets]).toEqual([
    ['NPM_TOKEN', ' a "quoted" # value '],
    ['signing.key', 'abc='],
  ])
})

test('a login needs a user name and a password, which a build without a push does not need', async () => {
  set({ registry: 'docker.io/acme', 'registry-username': 'acme-bot' })
  await expect(readBuildInputs()).rejects.toThrow(
    /"registry-username" and "registry-password" must be set tog/,
  )
  set({ 'build-only': 'true' })
  expect(await readBuildInputs()).toMatchObject({ login: undefined, buildOnly: true })
  set({ 'registry-password': 'not-a-real-password' })
  expect((await readBuildInputs()).login).toMatchObject({ username: 'acme-bot' })
})

describe('refused', () => {
  test.each<[string, Record<string, string>, string]>([
    ['no compose file', { 'compose-file': '\n' }, 'input "compose-file" is required but empty'],
    [
      'a line that is no assignment, without quoting it',
      { 'build-secrets': 'KEY=-----BEGIN\nMIIEvQIBADANBgkq/hkiG9w0=' },
      'input "build-secrets": entry 2 must be NAME=value. A value is a single line; encode others, for example as Base64',
    ],
    [
      'a build argument without a value',
      { 'build-args': 'API_URL' },
      'input "build-args": entry 1 must be NAME=value. A value is a single line; encode others, for example as Base64',
    ],
    [
      'a name twice',
      { 'build-args': 'A=1\nB=2\nA=3' },
      'input "build-args" sets A twice. Remove one of the lines',
    ],
  ])('%s', async (_name, inputs, message) => {
    set(inputs)
    await expect(readBuildInputs()).rejects.toThrow(new RegExp(`^${message.replace(/[.*/"()]/g, '\\$&')}$`))
  })
})
