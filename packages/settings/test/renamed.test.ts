import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { movedInputMessage } from '../src/cli/moved-inputs.ts'
import { RENAMED } from '../src/renamed.ts'
import { SETTINGS } from '../src/setting.ts'

const workflows = join(import.meta.dirname, '../../../.github/workflows')

/** The inputs that the workflows have. */
const present: readonly string[] = readdirSync(workflows)
  .filter(name => !name.startsWith('.'))
  .flatMap(name => {
    const { on } = parse(readFileSync(join(workflows, name), 'utf8'))
    return Object.keys(on.workflow_call.inputs)
  })

/** The inputs that they had before v1. */
const before: readonly string[] = [
  ...['host', 'port', 'user', 'known-hosts', 'host-fingerprint', 'jump-host', 'jump-port', 'jump-user'],
  ...['deploy-path', 'compose-file', 'env-file', 'app-service', 'slots', 'slot-directory', 'handover-port'],
  ...['database-service', 'migrate-command', 'revision-command', 'require-reversible', 'public-url'],
  ...['smoke-checks', 'smoke-login-path', 'edge-failure', 'trial-seconds', 'watch-seconds', 'registry'],
  ...['registry-username', 'python-version', 'node-version', 'install-command', 'test-commands'],
  ...['backup-encryption', 'backup-kms-key', 'backup-age-recipients', 'backup-retention-days'],
  ...['backup-allow-shrink', 'telegram-api-url', 'version', 'skip-tests', 'skip-backup', 'skip-migrations'],
  ...['skip-reason', 'force-slot', 'allow-downgrade', 'dry-run', 'encryption', 'kms-key', 'age-recipients'],
  ...['retention-days', 'keep-last', 'allow-shrink', 'drill', 'backup', 'confirm', 'allow-foreign'],
  ...['skip-safety-backup', 'health-url', 'environment', 'skip-schema-check-reason'],
]

test('every input before v1 is unchanged, or reported with its replacement', () => {
  const isReported = (input: string): boolean => movedInputMessage(input) !== undefined
  expect(before.filter(input => isReported(input) === present.includes(input))).toEqual([])
  expect(present.filter(isReported)).toEqual([])
})

test('every new name is a setting, and no old name is the path of one', () => {
  const paths: readonly string[] = SETTINGS.map(({ path }) => path)
  expect(RENAMED.filter(({ setting }) => !paths.includes(setting))).toEqual([])
  expect(RENAMED.filter(({ old }) => paths.includes(old))).toEqual([])
})

test.each([
  ['deploy-path', 'is no longer an input. Remove it and set path in the settings file'],
  [
    'host',
    'is no longer an input. Remove it and set server in the settings file as user@host or user@host:port',
  ],
  ['compose-file', 'is no longer an input. Remove it and set compose-file in the settings file'],
  ['database-service', 'is no longer an input. Remove it and set database.service in the settings file'],
  ['allow-shrink', 'was renamed to allow-shrink-reason'],
  ['version', undefined],
  ['constructor', undefined],
])('%s', (input, message) => {
  expect(movedInputMessage(input)).toBe(message)
})
