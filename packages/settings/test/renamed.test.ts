import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { movedInputMessage } from '../src/cli/moved-inputs.ts'
import { RENAMED } from '../src/renamed.ts'
import { SETTINGS } from '../src/setting.ts'

const workflows = join(import.meta.dirname, '../../../.github/workflows')

/** Inputs that a person chooses for one run, and `health-url`, which no setting replaces. */
const STAY = [
  'settings',
  'environment',
  'runner',
  'approval-environment',
  'version',
  'skip-tests',
  'skip-backup',
  'skip-migrations',
  'skip-reason',
  'skip-schema-check-reason',
  'force-slot',
  'allow-downgrade',
  'dry-run',
  'drill',
  'confirm',
  'health-url',
]

test('every input of the workflows is for one run, or has a setting that replaces it', () => {
  const names = readdirSync(workflows).filter(name => !name.startsWith('.'))
  const inputs = names.flatMap(name => {
    const { on } = parse(readFileSync(join(workflows, name), 'utf8'))
    return Object.keys(on.workflow_call.inputs)
  })
  const left = inputs.filter(input => !STAY.includes(input) && movedInputMessage(input) === undefined)
  expect([...new Set(left)].filter(input => !NEW.test(input))).toEqual([])
})

/** Names in the grammar of v1, which workflows may have already. */
const NEW = /^(skip|allow)-|-reason$|-id$/

test('every new name is a setting, and no old name is the path of one', () => {
  const paths: readonly string[] = SETTINGS.map(({ path }) => path)
  expect(RENAMED.filter(({ setting }) => !paths.includes(setting))).toEqual([])
  expect(RENAMED.filter(({ old }) => paths.includes(old))).toEqual([])
})

test.each([
  ['deploy-path', 'is not an input any more. Remove it, and write path in the settings file'],
  [
    'host',
    'is not an input any more. Remove it, and write server in the settings file as user@host or user@host:port',
  ],
  ['compose-file', 'is not an input any more. Remove it, and write compose-file in the settings file'],
  [
    'database-service',
    'is not an input any more. Remove it, and write database.service in the settings file',
  ],
  ['allow-shrink', 'is called allow-shrink-reason now'],
  ['version', undefined],
])('%s', (input, message) => {
  expect(movedInputMessage(input)).toBe(message)
})
