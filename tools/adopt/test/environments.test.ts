import { describe, expect, test } from '@jest/globals'
import { readWorkflow } from '@tsh/standard/reading'
import { adopt } from '../src/adopt.ts'
import { branchOf } from '../src/environments/branches.ts'
import { chosenComposeFiles } from '../src/environments/chosen-compose-files.ts'
import { composeSets } from '../src/environments/compose-files.ts'
import { environmentOf } from '../src/environments/environments.ts'
import type { EnvironmentName } from '../src/environments/file-words.ts'
import { filesOf, repositoryOf, type Texts } from './inline-repository.ts'

const APP = 'services:\n  app:\n    image: app\n'
const OVERRIDE = 'services:\n  app:\n    restart: always\n'

describe('compose files', () => {
  test.each<[string, Texts, string[]]>([
    ['the default file', { 'docker-compose.yml': APP }, ['production docker-compose.yml']],
    [
      'a file of production',
      { 'docker-compose.yml': APP, 'docker-compose.prod.yml': APP },
      ['production docker-compose.prod.yml'],
    ],
    [
      'an override of production',
      { 'compose.yaml': APP, 'compose.prod.yaml': OVERRIDE },
      ['production compose.yaml compose.prod.yaml'],
    ],
    [
      'both',
      { 'docker-compose.production.yml': APP, 'docker-compose.staging.yml': APP },
      ['staging docker-compose.staging.yml', 'production docker-compose.production.yml'],
    ],
    [
      'staging next to the default file',
      { 'compose.yml': APP, 'compose.staging.yml': APP },
      ['staging compose.staging.yml', 'production compose.yml'],
    ],
    ['a deployment', { 'compose.deploy.yml': APP }, ['production compose.deploy.yml']],
    [
      'development',
      { 'compose.yml': APP, 'compose.dev.yml': APP, 'compose.override.yml': APP },
      ['production compose.yml'],
    ],
    ['names without compose', { 'production.yml': APP, 'local.yml': APP }, ['production production.yml']],
    [
      'another YAML file',
      { 'production.yml': 'key: value\n', 'compose.yml': APP },
      ['production compose.yml'],
    ],
    ['a folder', { 'deploy/compose.yml': APP }, ['production deploy/compose.yml']],
    [
      'a folder for servers, next to files for development',
      { 'compose.yml': APP, 'compose.dev.yml': APP, 'deploy/compose.prod.yml': APP },
      ['production deploy/compose.prod.yml'],
    ],
    [
      'the root rather than a folder for servers',
      { 'compose.staging.yml': APP, 'deploy/compose.prod.yml': APP },
      ['staging compose.staging.yml'],
    ],
    [
      'the root before a folder',
      { 'compose.yml': APP, 'docs/compose.prod.yml': APP },
      ['production compose.yml'],
    ],
    [
      'templates of staging',
      { 'compose.yml': APP, '.env.staging.example': 'A=1\n' },
      ['staging compose.yml', 'production compose.yml'],
    ],
    [
      'a profile of staging',
      { 'compose.yml': APP, '.env.example': 'COMPOSE_PROFILES=staging\n' },
      ['staging compose.yml'],
    ],
    ['one other name', { 'compose.shop.yml': APP }, ['production compose.shop.yml']],
    [
      'several other names',
      { 'compose.shop.yml': APP, 'compose.office.yml': APP },
      ['office: production compose.office.yml', 'shop: production compose.shop.yml'],
    ],
    ['none', { Dockerfile: 'FROM scratch\n' }, []],
  ])('%s', (_name, texts, expected) => {
    const sets = composeSets(filesOf(texts))
    expect(
      sets.map(
        ({ application, environment, files }) =>
          `${application ? `${application}: ` : ''}${environment} ${files.join(' ')}`,
      ),
    ).toEqual(expected)
  })
})

describe('compose files that are chosen', () => {
  const texts = { 'docker-compose.yml': APP, 'docker-compose.prod.yml': APP, 'docker/stack.yml': APP }
  const deployment = (script: string, name = 'Deploy'): string =>
    `name: ${name}\non: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: appleboy/ssh-action@v1\n        with:\n          script: |\n            ${script}\n`
  const chosen = (more: Texts, ...workflows: string[]) => {
    const files = filesOf({ ...texts, ...more })
    const parsed = workflows.flatMap((text, at) => readWorkflow(`.github/workflows/${at}.yml`, text) ?? [])
    const sets = composeSets(files, chosenComposeFiles(files, parsed))
    return sets.map(set => `${set.environment} ${set.files.join(' ')}`)
  }
  const both = 'docker compose -f docker-compose.yml -f docker-compose.prod.yml up -d'

  test.each<[string, string[], string[]]>([
    ['options', [deployment(both)], ['production docker-compose.yml docker-compose.prod.yml']],
    ['a variable', [deployment('export COMPOSE_FILE="./docker/stack.yml"')], ['production docker/stack.yml']],
    [
      'another environment',
      [deployment('docker-compose --file docker/stack.yml up', 'Staging')],
      ['production docker-compose.prod.yml'],
    ],
    [
      'several lists',
      [deployment(both), deployment('docker compose -f docker/stack.yml up -d')],
      ['production docker-compose.prod.yml'],
    ],
    [
      'options in between',
      [deployment('docker compose -p shop -f docker-compose.yml --env-file .env -f docker/stack.yml up -d')],
      ['production docker-compose.yml docker/stack.yml'],
    ],
    [
      'the name of a job of staging',
      [deployment('docker compose -f docker/stack.yml up', 'CD').replace('deploy:', 'staging_deploy:')],
      ['production docker-compose.prod.yml'],
    ],
    [
      'the environment of a job of staging',
      [
        deployment('docker compose -f docker/stack.yml up').replace(
          '    runs-on',
          '    environment: staging\n    runs-on',
        ),
      ],
      ['production docker-compose.prod.yml'],
    ],
    ['a missing file', [deployment('docker compose -f gone.yml up')], ['production docker-compose.prod.yml']],
  ])('by %s of a deployment', (_name, workflows, expected) => {
    expect(chosen({}, ...workflows)).toEqual(expected)
  })

  test('by a deployment, where no name says anything', () => {
    const files = filesOf({ 'docker/web.yml': APP })
    const workflow = readWorkflow('d.yml', deployment('docker compose -f docker/web.yml up -d'))
    const sets = composeSets(files, chosenComposeFiles(files, workflow ? [workflow] : []))
    expect(sets).toEqual([{ environment: 'production', files: ['docker/web.yml'] }])
  })

  test('not for several applications', () => {
    const files = filesOf({ 'compose.shop.yml': APP, 'compose.blog.yml': APP })
    const workflow = readWorkflow('d.yml', deployment('docker compose -f compose.shop.yml up -d'))
    const sets = composeSets(files, chosenComposeFiles(files, workflow ? [workflow] : []))
    expect(sets.map(({ application }) => application)).toEqual(['blog', 'shop'])
  })

  test('by the settings, before anything else', () => {
    const settings = 'compose-file: [docker-compose.yml, docker/stack.yml]\nenvironments:\n  production: {}\n'
    expect(chosen({ '.github/deploy.yml': settings }, deployment(both))).toEqual([
      'production docker-compose.yml docker/stack.yml',
    ])
  })
})

describe('env files', () => {
  const withEnvFile = (files: string): string => `services:\n  app:\n    image: app\n    env_file: ${files}\n`

  test.each<[string, Texts, string, string | undefined]>([
    [
      'of a service',
      { 'compose.yml': withEnvFile('.env.live'), '.env.live.example': 'A=1\n' },
      '.env.live',
      '.env.live.example',
    ],
    [
      'with the environment',
      { 'compose.yml': withEnvFile('[.env, .env.production]') },
      '.env.production',
      '.env.production.example',
    ],
    [
      'of a template',
      { 'compose.yml': APP, '.env.production.template': 'A=1\n' },
      '.env.production',
      '.env.production.template',
    ],
    [
      'of a short template',
      { 'compose.yml': APP, '.env.prod.sample': 'A=1\n' },
      '.env.prod',
      '.env.prod.sample',
    ],
    [
      'of a template that ends in the environment',
      { 'compose.yml': APP, '.env.example.production': 'A=1\n' },
      '.env.production',
      '.env.example.production',
    ],
    [
      'of a template with a dash',
      { 'compose.yml': withEnvFile('.env.prod'), '.env.prod-sample': 'A=1\n' },
      '.env.prod',
      '.env.prod-sample',
    ],
    ['of all environments', { 'compose.yml': APP, '.env.dist': 'A=1\n' }, '.env', '.env.dist'],
    ['in git', { 'compose.yml': withEnvFile('.env'), '.env': 'A=1\n' }, '.env', '.env'],
    ['none', { 'compose.yml': APP }, '.env', '.env.example'],
  ])('%s', (_name, texts, envFile, template) => {
    const environment = environmentOf(filesOf(texts), { environment: 'production', files: ['compose.yml'] })
    expect([environment?.envFile, environment?.template?.path]).toEqual([envFile, template])
  })

  test('next to a compose file in a folder', () => {
    const files = filesOf({ 'docker/compose.yml': withEnvFile('.env'), 'docker/.env.example': 'A=1\n' })
    const environment = environmentOf(files, { environment: 'production', files: ['docker/compose.yml'] })
    expect(environment).toMatchObject({
      envFile: 'docker/.env',
      template: { path: 'docker/.env.example' },
      otherEnvFiles: [],
    })
  })

  test('in folders are listed', () => {
    const files = filesOf({ 'compose.yml': withEnvFile('[.envs/.django, ./.env]') })
    expect(
      environmentOf(files, { environment: 'production', files: ['compose.yml'] })?.otherEnvFiles,
    ).toEqual(['.envs/.django'])
  })
})

describe('a template that setup does not read', () => {
  const toRename = (texts: Texts): string[] => {
    const { unknowns } = adopt(repositoryOf(texts))
    return unknowns.filter(({ key }) => key.endsWith('env-file')).map(({ why, find }) => `${why}: ${find}`)
  }
  const KEYS = 'VERSION=production-v2026.01.01-0000000\nENVIRONMENT=production\n'
  const ONE = `${APP}    env_file: .env.prod\n`
  const FILES = `${APP}    env_file: [.env.prod, .env.prod.db]\n`

  test.each<[string, Texts, unknown[]]>([
    [
      'because of a dash is renamed',
      { 'compose.yml': FILES, '.env.prod-sample': KEYS, '.env.prod.db-sample': 'B=1\n' },
      [
        'setup.yml does not read .env.prod-sample, only templates that end in .example or .template: rename it to .env.prod.example',
        'services also read .env.prod.db, which setup.yml does not create: create them on the server, from .env.prod.db-sample',
      ],
    ],
    [
      'because of its ending is renamed',
      { 'compose.yml': APP, '.env.dist': KEYS },
      [expect.stringContaining('rename it to .env.example')],
    ],
    ['is no .env.template', { 'compose.yml': APP, '.env.template': KEYS }, []],
    ['is no .env.example next to another', { 'compose.yml': ONE, '.env.example': KEYS }, []],
    ['is no env file in git', { 'compose.yml': APP, '.env': KEYS }, []],
    [
      'is not one without variables of the compose file',
      {
        'compose.yml': `${APP}    environment: ["A=\${ONE}", "B=\${TWO:-2}", "C=\${THREE?}"]\n`,
        '.env.example': KEYS,
      },
      ['.env.example lacks variables of the compose files that have no default: add ONE, THREE'],
    ],
  ])('%s', (_name, texts, expected) => {
    expect(toRename(texts)).toEqual(expected)
  })
})

test('services of development are left out', () => {
  const files = filesOf({
    'compose.yml': `${APP}    profiles: [staging]\n  mail:\n    image: mailpit\n    profiles: [dev]\n`,
  })
  const environment = environmentOf(files, { environment: 'production', files: ['compose.yml'] })
  expect(environment?.model.services.map(({ name }) => name)).toEqual(['app'])
})

describe('branches', () => {
  test.each<[EnvironmentName, string, string[], string | undefined]>([
    ['production', 'main', ['main', 'develop'], 'main'],
    ['production', 'trunk', ['trunk'], 'trunk'],
    ['production', 'develop', ['develop', 'master'], 'master'],
    ['production', 'develop', ['develop'], 'develop'],
    ['staging', 'main', ['main', 'develop'], 'develop'],
    ['staging', 'main', ['main', 'staging'], 'staging'],
    ['staging', 'main', ['main', 'feature'], undefined],
  ])('%s with the default branch %s of %j', (environment, defaultBranch, branches, expected) => {
    expect(branchOf({ defaultBranch, branches }, environment)).toBe(expected)
  })
})
