import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { settingInputs } from '../../src/index.ts'
import { VALID } from '../valid-file.ts'
import { type GitRepository, gitRepository } from './git-repository.ts'
import { errorResponse, fileResponse, type GithubDouble, startGithubDouble } from './github-double.ts'

const sha = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'
const VALID_INPUTS = {
  server: 'root@staging.example',
  'host-key': 'SHA256:1OAd2cISTkBNgGrXSzwnMWUjNpv4oMBOaVfpJDGUQ0g',
  path: '/opt/app',
  url: 'https://staging.example',
  service: 'app',
}
const saved = process.env
let temporary: string
let github: GithubDouble
beforeAll(async () => {
  github = await startGithubDouble('tsh/erp', 'secret-token')
})
afterAll(() => github.close())
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'runner-'))
  github.respond(errorResponse(404, 'Not Found'))
})
afterEach(() => {
  process.env = saved
  rmSync(temporary, { recursive: true, force: true })
})

/** Reads the settings as an action does, with inputs and variables of the runner. */
async function inputsWith(inputs: Record<string, string>, variables: Record<string, string> = {}) {
  const given = { settings: '.github/deploy.yml', 'github-token': 'secret-token', ...inputs }
  process.env = {
    ...{ PATH: saved.PATH, HOME: temporary, RUNNER_TEMP: temporary, GITHUB_API_URL: github.url },
    ...{ GITHUB_REPOSITORY: 'tsh/erp', GITHUB_SHA: sha },
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
    ...variables,
  }
  return await settingInputs()
}

describe('no settings are read', () => {
  test('without an environment', async () => {
    expect(await inputsWith({ environment: '' })).toEqual({})
    expect(github.requests).toEqual([])
  })

  test('without a file at the default path', async () => {
    expect(await inputsWith({ environment: 'staging' })).toEqual({})
    expect(github.requests.length).toBe(1)
  })
})

describe('settings are read', () => {
  test('with the name of the application, where the file has one', async () => {
    github.respond(fileResponse(`application: storefront\n${VALID}`))
    expect(await inputsWith({ environment: 'staging' })).toEqual({
      ...VALID_INPUTS,
      application: 'storefront',
    })
  })

  test('from GitHub', async () => {
    github.respond(fileResponse(VALID))
    expect(await inputsWith({ environment: 'staging' })).toEqual(VALID_INPUTS)
  })

  test('from another path', async () => {
    github.respond(fileResponse(VALID))
    expect(await inputsWith({ environment: 'staging', settings: './apps//shop/deploy.yml' })).toEqual(
      VALID_INPUTS,
    )
    expect(github.requests).toEqual([`GET /repos/tsh/erp/contents/apps/shop/deploy.yml?ref=${sha}`])
  })

  describe('from the checkout', () => {
    let repository: GitRepository
    beforeEach(() => {
      repository = gitRepository()
    })
    afterEach(() => repository.remove())

    test('at the commit of the run, without a request', async () => {
      repository.write('.github/deploy.yml', VALID)
      const commit = repository.commit()
      repository.write('.github/deploy.yml', 'changed: true')
      const variables = { GITHUB_SHA: commit, GITHUB_WORKSPACE: repository.folder }
      expect(await inputsWith({ environment: 'staging', 'github-token': '' }, variables)).toEqual(
        VALID_INPUTS,
      )
      expect(github.requests).toEqual([])
    })

    test('not at another commit', async () => {
      github.respond(fileResponse(VALID))
      repository.write('.github/deploy.yml', 'changed: true')
      repository.commit()
      expect(await inputsWith({ environment: 'staging' }, { GITHUB_WORKSPACE: repository.folder })).toEqual(
        VALID_INPUTS,
      )
      expect(github.requests.length).toBe(1)
    })
  })
})

describe('the cache', () => {
  const entries = (): string[] => readdirSync(join(temporary, 'tsh-settings'))
  const entry = (): string => join(temporary, 'tsh-settings', entries()[0] ?? '')

  test('saves the second request, also for a file that does not exist', async () => {
    github.respond(fileResponse(VALID), errorResponse(500, 'only once'))
    for (let time = 0; time < 2; time++)
      expect(await inputsWith({ environment: 'staging' })).toEqual(VALID_INPUTS)
    expect(github.requests.length).toBe(1)
    github.respond(errorResponse(404, 'Not Found'))
    for (let time = 0; time < 2; time++)
      await expect(inputsWith({ environment: 'staging', settings: 'other.yml' })).rejects.toThrow(
        'does not contain it',
      )
    expect(github.requests.length).toBe(1)
    expect(entries().length).toBe(2)
  })

  test('can only be read by this user', async () => {
    github.respond(fileResponse(VALID))
    await inputsWith({ environment: 'staging' })
    expect(statSync(entry()).mode & 0o777).toBe(0o600)
    expect(statSync(join(temporary, 'tsh-settings')).mode & 0o777).toBe(0o700)
  })

  test('is per commit', async () => {
    github.respond(fileResponse(VALID))
    await inputsWith({ environment: 'staging' })
    await inputsWith({ environment: 'staging' }, { GITHUB_SHA: 'b'.repeat(40) })
    expect(github.requests.length).toBe(2)
  })

  test.each<[string, (path: string) => void]>([
    ['that others could write', path => chmodSync(path, 0o666)],
    ['that is damaged', path => writeFileSync(path, '{')],
    ['of another form', path => writeFileSync(path, '{"text":1}')],
  ])('ignores an entry %s', async (_name, change) => {
    github.respond(fileResponse(VALID))
    await inputsWith({ environment: 'staging' })
    change(entry())
    expect(await inputsWith({ environment: 'staging' })).toEqual(VALID_INPUTS)
    expect(github.requests.length).toBe(2)
    expect(readFileSync(entry(), 'utf8')).toContain('root@staging.example')
  })

  test('is not needed', async () => {
    github.respond(fileResponse(VALID))
    const withoutFolder = { RUNNER_TEMP: '/dev/null/x' }
    expect(await inputsWith({ environment: 'staging' }, withoutFolder)).toEqual(VALID_INPUTS)
    expect(await inputsWith({ environment: 'staging' }, { RUNNER_TEMP: '' })).toEqual(VALID_INPUTS)
    expect(existsSync(join(temporary, 'tsh-settings'))).toBe(false)
  })
})

describe('is refused:', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'a path without an environment',
      { settings: 'other.yml' },
      'input "environment" is required because "settings" is "other.yml"',
    ],
    [
      'an absolute path',
      { environment: 'staging', settings: '/etc/passwd' },
      'input "settings" must be the path of a file in the repository, got "/etc/passwd"',
    ],
    [
      'a path out of the repository',
      { environment: 'staging', settings: '../deploy.yml' },
      'must be the path of a file',
    ],
    [
      'a path that leads out and back',
      { environment: 'staging', settings: 'a/../../b.yml' },
      'must be the path of a file',
    ],
    ['a folder', { environment: 'staging', settings: 'apps/' }, 'must be the path of a file'],
    ['a query', { environment: 'staging', settings: 'a.yml?ref=main' }, 'must be the path of a file'],
    ['a colon', { environment: 'staging', settings: 'main:a.yml' }, 'must be the path of a file'],
    [
      'a path without a file',
      { environment: 'staging', settings: 'other.yml' },
      `input "settings" is "other.yml", but commit ${sha} of tsh/erp does not contain it`,
    ],
  ])('%s', async (_name, inputs, problem) => {
    await expect(inputsWith(inputs)).rejects.toThrow(problem)
  })

  test('an environment that the file does not define', async () => {
    github.respond(fileResponse(VALID))
    for (const environment of ['production', 'constructor', '__proto__'])
      await expect(inputsWith({ environment })).rejects.toThrow(
        `.github/deploy.yml does not define the environment "${environment}". It defines staging`,
      )
  })

  test('an invalid commit', async () => {
    await expect(inputsWith({ environment: 'staging' }, { GITHUB_SHA: 'main' })).rejects.toThrow(
      'GITHUB_SHA must be a full commit SHA, got "main"',
    )
  })

  test('a wrong file, with all problems', async () => {
    github.respond(fileResponse(VALID.replace('path: /opt', 'pathh: opt').replace('root@', '')))
    await expect(inputsWith({ environment: 'staging' })).rejects.toMatchObject({
      problems: [
        '.github/deploy.yml:2:3  environments.staging.path is missing. Set it in the environment, or at the top level for all',
        '.github/deploy.yml:3:13  environments.staging.server must be user@host or user@host:port, got "staging.example"',
        '.github/deploy.yml:5:5  environments.staging.pathh is not a setting. Did you mean path?',
      ],
    })
  })
})
