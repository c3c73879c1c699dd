import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type GitRepository, gitRepository } from './source/git-repository.ts'
import { VALID } from './valid-file.ts'

const main = join(import.meta.dirname, '../src/cli/main.ts')
let repository: GitRepository
beforeEach(() => {
  repository = gitRepository()
  repository.git('remote', 'add', 'origin', 'git@github.example:tsh/shop.git')
})
afterEach(() => repository.remove())

const command = (...args: string[]) => commandIn({}, ...args)

function commandIn(env: NodeJS.ProcessEnv, ...args: string[]) {
  const flags = ['--disable-warning=ExperimentalWarning', main, ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, flags, {
    cwd: repository.folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, stdout, stderr }
}

test('prints the settings with their origin', () => {
  repository.write('.github/deploy.yml', `registry: ghcr.io/tsh\n${VALID}    backup: { verify: "1" }\n`)
  const { status, stdout, stderr } = command('.')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining([
      '# Environment staging of .github/deploy.yml',
      'application: shop # default',
      'server: root@staging.example # environment',
      'registry: ghcr.io/tsh # top level',
      'slots: [blue, green] # default',
      'slot-directory: /etc/nginx/slots/shop-staging # default',
      'backup:',
      '  prefix: shop # default',
      '  verify: "1" # environment',
    ]),
  )
})

test('prints every environment, or the chosen one', () => {
  const production = VALID.replace('environments:\n', '').replaceAll('staging', 'production')
  repository.write('settings.yml', VALID + production)
  const headings = (...args: string[]) =>
    command('.', '--file', 'settings.yml', ...args).stdout.match(/^(#.*|---)$/gm)
  expect(headings()).toEqual([
    '# Environment staging of settings.yml',
    '---',
    '# Environment production of settings.yml',
  ])
  expect(headings('--environment', 'production')).toEqual(['# Environment production of settings.yml'])
})

test('prints the problems of the file and of the callers', () => {
  repository.write('.github/deploy.yml', VALID.replace('path:', 'paht:'))
  repository.write(
    '.github/workflows/production.yml',
    `on: push
jobs:
  deploy:
    uses: tsh/actions/.github/workflows/deploy-production.yml@v1
    with:
      settings: .github/deploy.yml
      deploy-path: /opt/app
      version: \${{ inputs.version }}
      compose-file: compose.yml
  other:
    uses: someone/actions/.github/workflows/deploy.yml@v1
    with: { deploy-path: /opt/app }
  steps:
    runs-on: ubuntu-latest
    steps: [{ run: make }]
`,
  )
  repository.write('.github/workflows/broken.yml', 'jobs: [')
  expect(command('.')).toEqual({
    status: 1,
    stdout: '',
    stderr: `.github/deploy.yml:2:3  environments.staging.path is missing. Set it in the environment, or at the top level for all
.github/deploy.yml:5:5  environments.staging.paht is not a setting. Did you mean path?
.github/workflows/production.yml:7:7  jobs.deploy.with.deploy-path is no longer an input. Remove it and set path in the settings file
.github/workflows/production.yml:9:7  jobs.deploy.with.compose-file is no longer an input. Remove it and set compose-file in the settings file
`,
  })
})

test('prints JSON', () => {
  repository.write('.github/deploy.yml', `application: erp\n${VALID}`)
  const good = command('.', '--json')
  expect(JSON.parse(good.stdout)).toMatchObject({
    file: '.github/deploy.yml',
    environments: {
      staging: {
        application: { value: 'erp', from: 'top level' },
        service: { value: 'app', from: 'environment' },
        'backup.prefix': { value: 'erp', from: 'default' },
      },
    },
    problems: [],
  })
  repository.write('.github/deploy.yml', '')
  const wrong = command('.', '--json')
  expect(wrong.status).toBe(1)
  expect(JSON.parse(wrong.stdout)).toMatchObject({
    environments: {},
    problems: [{ file: '.github/deploy.yml', line: 1, column: 1, path: '' }],
  })
})

test('names an application without a remote after its folder', () => {
  repository.git('remote', 'remove', 'origin')
  repository.write('warehouse/.github/deploy.yml', VALID)
  expect(command('warehouse').stdout).toContain('application: warehouse # default\n')
})

test('names an application after its folder without git', () => {
  repository.write('warehouse/.github/deploy.yml', VALID)
  const { status, stdout, stderr } = commandIn({ PATH: '/nonexistent' }, 'warehouse')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('application: warehouse # default\n')
})

describe('refuses in one line', () => {
  test.each<[string[], string]>([
    [[], 'the folder of the repository is missing. See npm run settings -- --help'],
    [['.', 'x'], 'expected one folder, got extra argument "x"'],
    [['.', '--enviroment', 'x'], "Unknown option '--enviroment'. See npm run settings -- --help"],
    [['.', '--file'], "Option '--file <value>' argument missing. See npm run settings -- --help"],
    [
      ['.', '--environment', 'live'],
      '.github/deploy.yml does not define the environment "live". It defines staging',
    ],
    [
      ['missing'],
      'missing/.github/deploy.yml does not exist. Create it (see docs/settings.md), or pass its path with --file',
    ],
    [['.', '--file', '.github'], '.github cannot be read (EISDIR)'],
  ])('%j', (args, problem) => {
    repository.write('.github/deploy.yml', VALID)
    expect(command(...args)).toEqual({ status: 1, stdout: '', stderr: `✗ ${problem}\n` })
  })
})

test('explains itself', () => {
  expect(command('--help')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('npm run settings -- DIR'),
  })
})
