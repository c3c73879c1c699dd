import type { FromSchema } from 'json-schema-to-ts'
import {
  APPLICATION_SETTINGS,
  BACKUP_SETTINGS,
  CONNECTION_SETTINGS,
  DATABASE_SETTINGS,
  ENV_SETTINGS,
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
  env: ENV_SETTINGS,
  test: TEST_SETTINGS,
  smoke: SMOKE_SETTINGS,
  database: DATABASE_SETTINGS,
  backup: BACKUP_SETTINGS,
  telegram: TELEGRAM_SETTINGS,
  standard: STANDARD_SETTINGS,
} as const

/** The settings of an environment outside of groups. */
export const PLAIN_SETTINGS = {
  ...CONNECTION_SETTINGS,
  ...APPLICATION_SETTINGS,
  ...RELEASE_SETTINGS,
} as const

const ENVIRONMENT_PROPERTIES = {
  ...PLAIN_SETTINGS,
  env: group('The env file on the server.', GROUPS.env),
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
  description: 'An environment. Its settings override the top-level settings.',
} as const

/** The JSON Schema of the whole file. Required settings can also be at the top level, so only `parse` can enforce them. */
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
          'the name of an environment (lower-case letters, digits and "-", starting with a letter, at most 63 characters)',
      },
      additionalProperties: ENVIRONMENT,
      minProperties: 1,
      expected: 'a mapping with at least one environment',
      description: 'The environments by name, such as `staging` and `production`.',
    },
  },
  required: ['environments'],
  additionalProperties: false,
  expected: 'a mapping of settings',
} as const

/** A settings file that conforms to the schema. */
export type SettingsFile = FromSchema<typeof FILE_SCHEMA, { keepDefaultedPropertiesOptional: true }>
/** The settings of one environment in the file. */
export type EnvironmentSettings = SettingsFile['environments'][string]

/** Settings that every environment requires. */
export const REQUIRED_SETTINGS = ['server', 'host-key', 'path', 'url', 'service'] as const
