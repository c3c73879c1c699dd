import { expect, test } from '@jest/globals'
import {
  APPLICATION_SETTINGS,
  formOf,
  limitsOf,
  pick,
  RELEASE_SETTINGS,
  requiring,
  SETTING_INPUTS,
} from '../src/index.ts'

test('an input has the name, description and default of its setting, in the form of an input', () => {
  const { slots, 'health-path': healthPath, service } = SETTING_INPUTS.application
  expect(healthPath).toEqual({
    description: 'Path that returns 2xx when the application is healthy.',
    default: '/health',
    setting: 'health-path',
  })
  expect(slots).toMatchObject({ default: 'blue\ngreen', setting: 'slots' })
  expect(service).not.toHaveProperty('default')
  expect(SETTING_INPUTS.release['require-reversible']).toMatchObject({ default: 'false' })
  expect(SETTING_INPUTS.release['keep-versions']).toMatchObject({ default: '10' })
})

test('the setting of a group has its path, and only those of the database have the group in their name', () => {
  expect(SETTING_INPUTS.smoke.checks).toMatchObject({ setting: 'smoke.checks' })
  expect(SETTING_INPUTS.database).toMatchObject({
    'database-source': { setting: 'database.source' },
    'database-name': { setting: 'database.name' },
  })
})

test('no two settings have the same input', () => {
  const names = Object.values(SETTING_INPUTS).flatMap(group => Object.keys(group))
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('an action uses some of the inputs, and requires some of them', () => {
  const inputs = requiring(pick(SETTING_INPUTS.release, 'url', 'migrate'), 'url')
  expect(inputs).toEqual({
    url: { ...SETTING_INPUTS.release.url, required: true },
    migrate: SETTING_INPUTS.release.migrate,
  })
  expect(SETTING_INPUTS.release.url).not.toHaveProperty('required')
})

test('an input has the form and the limits of its setting', () => {
  const { pattern, expected } = formOf(APPLICATION_SETTINGS['health-path'])
  expect([pattern.test('/health'), pattern.test('health'), expected]).toEqual([
    ...[true, false],
    'a path such as /health',
  ])
  expect(limitsOf(RELEASE_SETTINGS['watch-seconds'])).toEqual({ from: 0, to: 900 })
})
