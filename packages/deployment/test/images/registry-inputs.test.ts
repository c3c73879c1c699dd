import { expect, test } from '@jest/globals'
import { readInputs } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { readRegistryLogin } from '../../src/images/registry-inputs.ts'
import type { RegistryLogin } from '../../src/images/registry-login.ts'

const names = { 'registry-username': {}, 'registry-password': {}, 'github-token': {} } as never
const TOKEN = 'ghs_0123456789'

const read = (registry: string | undefined, inputs: Record<string, string>) =>
  withInputs({ 'github-token': TOKEN, ...inputs }, async () =>
    readInputs(names, {}, input => readRegistryLogin(input as never, registry)),
  )

const given = { 'registry-username': 'tsh', 'registry-password': 'correct-horse' }
const ofJob = (username: string): RegistryLogin => ({ username, password: TOKEN, isJobToken: true })

test.each<[string, string | undefined, Record<string, string>, RegistryLogin | undefined]>([
  ['a login', 'ghcr.io/tsh', given, { username: 'tsh', password: 'correct-horse' }],
  ['only a user name', 'ghcr.io/tsh', { 'registry-username': 'tsh' }, ofJob('tsh')],
  ['another registry, which must not get the token', 'registry.example/tsh', {}, undefined],
  ['Docker Hub', 'tsh', {}, undefined],
  ['a registry with a similar name', 'ghcr.io.example/tsh', {}, undefined],
  ['a password alone', 'ghcr.io/tsh', { 'registry-password': 'correct-horse' }, undefined],
  ['no registry', undefined, {}, undefined],
])('of %s', async (_name, registry, inputs, login) => {
  expect(await read(registry, inputs)).toEqual(login)
})

test('the registry of GitHub accepts the token of the job without any secret', async () => {
  expect(await read('ghcr.io/tsh', {})).toMatchObject({ password: TOKEN, isJobToken: true })
})
