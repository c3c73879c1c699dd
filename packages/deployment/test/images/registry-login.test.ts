import { describe, expect, test } from '@jest/globals'
import { dockerConfig, withDockerLogin } from '../../src/index.ts'

const login = { username: 'acme', password: 'correct-horse' }
const auth = Buffer.from('acme:correct-horse').toString('base64')
const added = (config: string) => JSON.parse(withDockerLogin(config, 'ghcr.io/acme', login))

test('a dedicated configuration has one login', () => {
  expect(JSON.parse(dockerConfig('ghcr.io/acme', login))).toEqual({ auths: { 'ghcr.io': { auth } } })
})

describe('a login is added to a configuration', () => {
  test('that keeps its context, its proxies and its other logins', () => {
    const known = {
      currentContext: 'rootless',
      proxies: { default: {} },
      auths: { 'quay.io': { auth: 'x' } },
    }
    expect(added(JSON.stringify(known))).toEqual({
      ...known,
      auths: { 'quay.io': { auth: 'x' }, 'ghcr.io': { auth } },
    })
  })

  test('whose credential helpers are not used for the registry', () => {
    const known = { credsStore: 'pass', credHelpers: { 'ghcr.io': 'gh', 'gcr.io': 'gcloud' } }
    expect(added(JSON.stringify(known))).toEqual({
      credsStore: 'pass',
      credHelpers: { 'ghcr.io': '', 'gcr.io': 'gcloud' },
      auths: { 'ghcr.io': { auth } },
    })
  })

  test.each(['', '{broken', 'null', '7'])('that is "%s"', config => {
    expect(added(config)).toEqual({ auths: { 'ghcr.io': { auth } } })
  })
})
