import { describe, expect, test } from '@jest/globals'
import { withNames } from '../src/placeholders.ts'
import { applicationName, resolve, resolveValues } from '../src/resolve.ts'
import type { EnvironmentSettings, SettingsFile } from '../src/schema.ts'

const names = { environment: 'staging', application: 'shop' }

const file = (
  top: Omit<Partial<SettingsFile>, 'environments'>,
  staging: EnvironmentSettings,
): SettingsFile => ({
  ...top,
  environments: { staging, production: { registry: 'ghcr.io/production' } },
})

const value = (settings: SettingsFile, path: string) => {
  const found = resolveValues(settings, names).find(one => one.path === path)
  return found && { value: found.value, from: found.from }
}

describe('a setting is', () => {
  test.each<[string, SettingsFile, string, object | undefined]>([
    ['that of the environment', file({}, { registry: 'a' }), 'registry', { value: 'a', from: 'environment' }],
    ['that of the top', file({ registry: 'b' }, {}), 'registry', { value: 'b', from: 'top level' }],
    [
      'that of the environment before that of the top',
      file({ registry: 'b' }, { registry: 'a' }),
      'registry',
      { value: 'a', from: 'environment' },
    ],
    ['the default', file({}, {}), 'health-path', { value: '/health', from: 'default' }],
    ['missing without a default', file({}, {}), 'registry', undefined],
    [
      'empty where the file sets it so',
      file({}, { migrate: '' }),
      'migrate',
      { value: '', from: 'environment' },
    ],
    [
      'false where the file sets it so',
      file({ 'require-reversible': true }, { 'require-reversible': false }),
      'require-reversible',
      { value: false, from: 'environment' },
    ],
    [
      'a default with the names',
      file({}, {}),
      'slot-directory',
      { value: '/etc/nginx/slots/shop-staging', from: 'default' },
    ],
    [
      'the list of the environment replaces the default',
      file({ branches: ['a', 'b'] }, { branches: ['c'] }),
      'branches',
      { value: ['c'], from: 'environment' },
    ],
    [
      'one key of a group of the environment',
      file({ backup: { region: 'r', verify: '1' } }, { backup: { verify: '3' } }),
      'backup.verify',
      { value: '3', from: 'environment' },
    ],
    [
      'another key of that group at the top',
      file({ backup: { region: 'r', verify: '1' } }, { backup: { verify: '3' } }),
      'backup.region',
      { value: 'r', from: 'top level' },
    ],
    [
      'all commands of the environment',
      file({ test: { commands: { a: '1' } } }, { test: { commands: { b: '2' } } }),
      'test.commands',
      { value: { b: '2' }, from: 'environment' },
    ],
    [
      'the database of the environment',
      file({ database: 'none' }, { database: { name: 'shop' } }),
      'database.name',
      { value: 'shop', from: 'environment' },
    ],
    [
      'no database in the environment',
      file({ database: { name: 'shop' } }, { database: 'none' }),
      'database',
      { value: 'none', from: 'environment' },
    ],
    [
      'no name of a database without one',
      file({ database: { name: 'shop' } }, { database: 'none' }),
      'database.name',
      undefined,
    ],
    [
      'the mode of the standard as the only key',
      file({ standard: { mode: 'off' } }, { standard: 'enforce' }),
      'standard.mode',
      { value: 'enforce', from: 'environment' },
    ],
    [
      'a key of the standard at the top, with only the mode in an environment',
      file({ standard: { ports: { app: '1:2' } } }, { standard: 'enforce' }),
      'standard.ports',
      { value: { app: '1:2' }, from: 'top level' },
    ],
    ['no source of a database without one', file({ database: 'none' }, {}), 'database.source', undefined],
  ])('%s', (_name, settings, path, expected) => {
    expect(value(settings, path)).toEqual(expected)
  })
})

test('the resolved settings have the form of the file, with a list of servers', () => {
  const settings = file(
    { smoke: { 'login-path': '/login' } },
    { server: 'root@host', 'host-key': 'SHA256:x', path: '/opt', url: 'https://host', service: 'app' },
  )
  expect(resolve(settings, names)).toMatchObject({
    environment: 'staging',
    application: 'shop',
    server: ['root@host'],
    'compose-file': 'docker-compose.staging.yml',
    'env-file': '.env.staging',
    slots: ['blue', 'green'],
    smoke: { 'login-path': '/login', 'timeout-seconds': 30 },
    database: { source: 'compose' },
    backup: { prefix: 'shop' },
    telegram: { 'api-url': 'https://api.telegram.org' },
  })
  expect(resolve(file({ database: 'none' }, {}), names).database).toBe('none')
})

test('the application is that of the file, else the repository', () => {
  expect(applicationName({ application: 'shop' }, 'tsh/erp')).toBe('shop')
  expect(applicationName({}, 'tsh/erp')).toBe('erp')
})

test('placeholders are replaced everywhere', () => {
  expect(withNames('<application>/<environment>/<application>', names)).toBe('shop/staging/shop')
})
