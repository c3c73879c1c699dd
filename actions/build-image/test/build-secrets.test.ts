import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { SecretSource } from '../src/build-model.ts'
import { type BuildSecrets, buildSecrets } from '../src/build-secrets.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'))
  mkdirSync(join(folder, 'keys'))
  writeFileSync(join(folder, 'keys/npm.txt'), 'from a file')
})
afterAll(() => rmSync(folder, { recursive: true }))

const given = (name: string): string | undefined =>
  ({ TOKEN: 'from the step', DIR: 'keys' })[name as 'TOKEN' | 'DIR']

/** The secrets of services that mount these. */
function found(
  mounted: Record<string, unknown[]>,
  sources: Record<string, SecretSource>,
  supplied: Record<string, string> = {},
): BuildSecrets {
  const services = Object.entries(mounted).map(([name, secrets]) => [name, { build: { secrets } }])
  const model = { services: Object.fromEntries(services), secrets: sources }
  return buildSecrets(model, { supplied: new Map(Object.entries(supplied)), given, folder }, 'c.yml')
}

describe('the value of a build secret is', () => {
  test.each<[string, SecretSource, Record<string, string>, string]>([
    ['supplied by the name of its variable', { environment: 'TOKEN' }, { TOKEN: 'a' }, 'a'],
    ['supplied by its own name', { environment: 'TOKEN' }, { npm: 'a' }, 'a'],
    ['supplied in place of a file', { file: './keys/npm.txt' }, { npm: 'a' }, 'a'],
    ['supplied in place of a missing file', { file: './npm.txt' }, { npm: 'a' }, 'a'],
    ['supplied, and empty', { environment: 'TOKEN' }, { TOKEN: '' }, ''],
    ['that of the variable', { environment: 'TOKEN' }, { OTHER: 'a' }, 'from the step'],
  ])('%s', (_name, source, supplied, value) => {
    expect(found({ web: ['npm'] }, { npm: source }, supplied)).toEqual({
      definitions: { npm: { environment: 'BUILD_SECRET_1' } },
      variables: { BUILD_SECRET_1: value },
      problems: [],
    })
  })

  test('in the file, whose path may have variables', () => {
    expect(found({ web: ['npm'] }, { npm: { file: '${DIR}/npm.txt' } })).toEqual({
      definitions: { npm: { file: join(folder, 'keys/npm.txt') } },
      variables: {},
      problems: [],
    })
  })
})

test('a secret has the id of its target, and one value for all services', () => {
  const mounted = { source: 'npm', target: 'index' }
  const { definitions, variables, problems } = found(
    { web: [mounted, { source: 'npm' }], worker: [mounted], other: [] },
    { npm: { environment: 'TOKEN' } },
  )
  expect(problems).toEqual([])
  expect(Object.keys(definitions)).toEqual(['index', 'npm'])
  expect(variables).toEqual({ BUILD_SECRET_1: 'from the step', BUILD_SECRET_2: 'from the step' })
})

describe('it is a problem', () => {
  const advice = (name: string): string =>
    `Add the line "${name}=…" to the secret BUILD_SECRETS (input "build-secrets")`
  test.each<[string, SecretSource | undefined, string]>([
    [
      'that a variable is not set',
      { environment: 'NPM_TOKEN' },
      `build secret npm of service web reads NPM_TOKEN, which is not set. ${advice('NPM_TOKEN')}`,
    ],
    [
      'that a file does not exist',
      { file: './npm.txt' },
      `build secret npm of service web is read from ./npm.txt, which is not in the workspace. ${advice('npm')}`,
    ],
    [
      'that a secret is external',
      {},
      `build secret npm of service web has neither "environment" nor "file". ${advice('npm')}`,
    ],
    [
      'that a secret is not defined',
      undefined,
      'build secret npm of service web is not defined. Add it to the top-level "secrets" of c.yml',
    ],
  ])('%s', (_name, source, problem) => {
    const sources: Record<string, SecretSource> = source ? { npm: source } : {}
    expect(found({ web: ['npm'], worker: ['npm'] }, sources).problems).toEqual([problem])
  })

  test('that different secrets have the same id', () => {
    const environment = 'TOKEN'
    expect(
      found({ web: ['npm'], worker: [{ source: 'pip', target: 'npm' }] }, { npm: { environment }, pip: {} })
        .problems,
    ).toEqual([
      'services web and worker mount different build secrets as npm (npm and pip). Give one of the secrets a different target in c.yml',
    ])
  })
})
