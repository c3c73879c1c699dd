import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { inputValues } from '../src/input-values.ts'
import { resolveValues } from '../src/resolve.ts'
import { FILE_SCHEMA, type SettingsFile } from '../src/schema.ts'
import { inputName, SETTINGS } from '../src/setting.ts'
import { EVERY_INPUT, EVERY_SETTING } from './every-setting.ts'

const reference = readFileSync(join(import.meta.dirname, '../../../docs/settings.md'), 'utf8')
const file = { environments: { production: EVERY_SETTING } } as unknown as SettingsFile
const inputs = inputValues(resolveValues(file, { environment: 'production', application: 'shop' }))

/** The schema of a setting at the top of the file, or in an environment. */
function schemaOf(path: string, properties: object): unknown {
  const [first = '', second] = path.split('.')
  const schema = (properties as Record<string, { properties?: object }>)[first]
  return second === undefined ? schema : (schema?.properties as Record<string, unknown>)?.[second]
}

describe.each(SETTINGS.map(setting => [setting.path, setting] as const))('%s', (path, setting) => {
  test('is in the schema, for the whole file and for an environment', () => {
    const { properties } = FILE_SCHEMA
    expect(schemaOf(path, properties)).toBe(setting.definition)
    expect(schemaOf(path, properties.environments.additionalProperties.properties)).toBe(setting.definition)
  })

  test('is described in one or more sentences', () => {
    expect(setting.definition.description).toMatch(/^[`A-Z\d].*\.$/)
    expect(setting.definition.expected).toMatch(/^\S.*[^.]$/)
  })

  test('is in the reference', () => {
    expect(reference).toContain(`| \`${path}\` | ${setting.definition.description.replaceAll('|', '\\|')} |`)
  })

  test('becomes the text of an input', () => {
    expect(inputs[inputName(setting)]).toBe(EVERY_INPUT[inputName(setting)])
  })

  test('has a default that its schema accepts', () => {
    const { default: value } = setting.definition
    if (value === undefined) return
    const ajv = new Ajv({ allowUnionTypes: true })
    ajv.addKeyword('expected')
    const text = typeof value === 'string' ? value.replace(/<\w+>/g, 'x') : value
    expect(ajv.validate(setting.definition, text)).toBe(true)
  })
})

test('no two settings share an input', () => {
  const names = SETTINGS.map(inputName)
  expect(names.length).toBe(new Set(names).size)
  expect(Object.keys(EVERY_INPUT).sort()).toEqual([...names].sort())
})

describe('inputs', () => {
  const inputsOf = (staging: object, top: object = {}): Record<string, string> =>
    inputValues(
      resolveValues({ ...top, environments: { staging } } as SettingsFile, {
        environment: 'staging',
        application: 'shop',
      }),
    )

  test('are empty for a file that sets nothing', () => {
    expect(inputsOf({})).toEqual({})
  })

  test('come from the top of the file as well', () => {
    expect(inputsOf({}, { registry: 'ghcr.io/tsh' })).toEqual({ registry: 'ghcr.io/tsh' })
  })

  test('are `none` without migrations and without a database', () => {
    expect(inputsOf({ migrate: '', database: 'none' })).toEqual({
      migrate: 'none',
      'database-source': 'none',
    })
  })

  test('have no migrations without a database, unless a command is set', () => {
    expect(inputsOf({ database: 'none' })).toEqual({ migrate: 'none', 'database-source': 'none' })
    expect(inputsOf({ migrate: 'sh migrate.sh', database: 'none' })).toMatchObject({
      migrate: 'sh migrate.sh',
    })
    expect(inputsOf({ database: 'none' }, { migrate: 'sh migrate.sh' }).migrate).toBe('sh migrate.sh')
  })

  test('are lines for checks that are all lines', () => {
    expect(inputsOf({ smoke: { checks: ['GET /a 200', 'GET /b 401,422'] } })).toEqual({
      checks: 'GET /a 200\nGET /b 401,422',
    })
  })

  test('are lines for a list of keys', () => {
    expect(inputsOf({ 'host-key': ['SHA256:a', 'SHA256:b'] })).toEqual({ 'host-key': 'SHA256:a\nSHA256:b' })
  })
})
