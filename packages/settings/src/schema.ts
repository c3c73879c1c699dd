import type { FromSchema } from 'json-schema-to-ts'
import {
  APPLICATION_SETTINGS,
  BACKUP_SETTINGS,
  CONNECTION_SETTINGS,
  DATABASE_SETTINGS,
  FILE_SETTINGS,
  RELEASE_SETTINGS,
  SMOKE_SETTINGS,
  STANDARD_SETTINGS,
  TELEGRAM_SETTINGS,
  TEST_SETTINGS,
} from './definition.ts'

/** A nested mapping of settings. */
const group = <const Settings>(description: string, properties: Settings) =>
  ({
    type: 'object',
    properties,
    additionalProperties: false,
    expected: 'a mapping of settings',
    description,
  }) as const

/** The groups of settings, by the key that holds them. */
export const GROUPS = {
  test: TEST_SETTINGS,
  smoke: SMOKE_SETTINGS,
  database: DATABASE_SETTINGS,
  backup: BACKUP_SETTINGS,
  telegram: TELEGRAM_SETTINGS,
  standard: STANDARD_SETTINGS,
} as const

/** The settings of an environment that are in no group. */
export const PLAIN_SETTINGS = {
  ...CONNECTION_SETTINGS,
  ...APPLICATION_SETTINGS,
  ...RELEASE_SETTINGS,
} as const

const ENVIRONMENT_PROPERTIES = {
  ...PLAIN_SETTINGS,
  test: group('The test gate.', GROUPS.test),
  smoke: group('The smoke tests.', GROUPS.smoke),
  database: {
    ...group('The database, or `none` for an application without one.', GROUPS.database),
    type: ['object', 'string'],
    pattern: '^none$',
    expected: 'a mapping of settings, or none',
  },
  backup: group('The backups of the database.', GROUPS.backup),
  telegram: group('The messages to Telegram.', GROUPS.telegram),
  standard: {
    ...group('The deployment standard, or its `mode` alone.', GROUPS.standard),
    type: ['object', 'string'],
    pattern: '^(off|warn|enforce)$',
    expected: 'a mapping of settings, or one of off, warn, enforce',
  },
} as const

const ENVIRONMENT = {
  type: 'object',
  properties: ENVIRONMENT_PROPERTIES,
  additionalProperties: false,
  expected: 'a mapping of settings',
  description: 'An environment. Its settings override those at the top of the file.',
} as const

/** The JSON Schema of the whole file. What an environment needs can also be at the top, so only `parse` can require it. */
export const FILE_SCHEMA = {
  type: 'object',
  properties: {
    ...FILE_SETTINGS,
    ...ENVIRONMENT_PROPERTIES,
    environments: {
      type: 'object',
      propertyNames: {
        pattern: '^[a-z][a-z0-9-]{0,62}$',
        expected:
          'the name of an environment (lower-case letters, digits and "-", a letter first, at most 63)',
      },
      additionalProperties: ENVIRONMENT,
      minProperties: 1,
      expected: 'a mapping with at least one environment',
      description: 'The environments by their names, such as `staging` and `production`.',
    },
  },
  required: ['environments'],
  additionalProperties: false,
  expected: 'a mapping of settings',
} as const

/** A settings file that conforms to the schema. */
export type SettingsFile = FromSchema<typeof FILE_SCHEMA, { keepDefaultedPropertiesOptional: true }>
/** What is set for one environment. */
export type EnvironmentSettings = SettingsFile['environments'][string]

/** What an environment cannot be deployed without. */
export const REQUIRED_SETTINGS = ['server', 'host-key', 'path', 'url', 'service'] as const
