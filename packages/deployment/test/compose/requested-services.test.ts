import { expect, test } from '@jest/globals'
import { readInputs } from '@tsh/action'
import { withInputs } from '@tsh/testing'
import { activeProfiles } from '../../src/compose/compose-model.ts'
import {
  readRequestedProfiles,
  requestedModel,
  unknownProfiles,
} from '../../src/compose/requested-services.ts'

const services = {
  db: {},
  app_blue: {},
  app_green: { profiles: ['green'] },
  mail: { profiles: ['mail', 'all'] },
  preview: { profiles: ['dev'] },
}
const model = { name: 'erp', services }
const requested = { names: ['mail'], services: ['app_blue', 'app_green'] }
const names = { 'compose-profiles': {}, service: {}, slots: {} } as never

const read = (inputs: Record<string, string>) =>
  withInputs(inputs, async () => readInputs(names, {}, readRequestedProfiles as never))

test('without the setting, the env file selects the profiles of the whole model', async () => {
  expect(await read({ service: 'app_{slot}', slots: 'blue\ngreen' })).toBeUndefined()
  expect(requestedModel(model, undefined)).toEqual(model)
  expect(activeProfiles('COMPOSE_PROFILES=mail, dev\n', { profiles: undefined })).toEqual(['mail', 'dev'])
})

test('the setting keeps requested profiles, services without one, and those with traffic', async () => {
  const given = { 'compose-profiles': 'mail', service: 'app_{slot}', slots: 'blue\ngreen' }
  expect(await read(given)).toEqual(requested)
  expect(Object.keys(requestedModel(model, requested).services)).toEqual([
    'db',
    'app_blue',
    'app_green',
    'mail',
  ])
  // All services that are left are active, whatever the env file selects.
  expect(activeProfiles('COMPOSE_PROFILES=dev\n', { profiles: requested })).toEqual(['*'])
})

test('a service without slots is requested once, and there may be none in a build', async () => {
  const slots = 'blue\ngreen'
  expect(await read({ 'compose-profiles': 'a\nb', service: 'app', slots })).toEqual({
    ...{ names: ['a', 'b'], services: ['app'] },
  })
  expect(await read({ 'compose-profiles': 'a', slots })).toEqual({ names: ['a'], services: [] })
})

test('a profile that no service has is unknown', () => {
  expect(unknownProfiles(services, { names: ['mail', 'mial'], services: [] })).toEqual(['mial'])
  expect(unknownProfiles(services, undefined)).toEqual([])
})
