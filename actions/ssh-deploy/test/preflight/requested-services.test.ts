import { expect, test } from '@jest/globals'
import type { QueryResults } from '@tsh/server-query'
import { modelIn } from '../../src/preflight/compose.ts'
import { profileWarnings, withRequestedServices } from '../../src/preflight/services/requested-services.ts'

const services = { app: { image: 'a' }, mail: { image: 'm', profiles: ['mail'] }, dev: { profiles: ['dev'] } }
const text = `time="x" level=warning msg="y"\n${JSON.stringify({ name: 'erp', services }, null, 2)}`
const results = (more = {}) => ({ model: { code: 0, text }, ...more }) as unknown as QueryResults
const profiles = { names: ['mail'], services: ['app'] }

test('the model of a deployment has the requested services only, and the warnings of compose', () => {
  const found = withRequestedServices(results(), { profiles })
  expect(Object.keys(modelIn(found)?.services ?? {})).toEqual(['app', 'mail'])
  expect(found.model?.text).toMatch(/^time="x" level=warning/)
  expect(withRequestedServices(results(), { profiles: undefined })).toEqual(results())
  const invalid = results({ model: { code: 1, text: 'invalid' } })
  expect(withRequestedServices(invalid, { profiles })).toEqual(invalid)
})

test('other profiles in the env file are a warning', () => {
  const warnings = (value: string) =>
    profileWarnings(results({ env: { code: 0, text: `COMPOSE_PROFILES=${value}\n` } }), {
      ...{ profiles, envFile: '.env' },
    })
  expect(warnings('dev').join()).toMatch(/COMPOSE_PROFILES in \.env is not applied, because .* is mail\./)
  expect([...warnings('mail'), ...warnings('')]).toEqual([])
})
