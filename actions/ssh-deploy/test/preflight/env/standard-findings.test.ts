import { describe, expect, test } from '@jest/globals'
import { parseQueryResults } from '@tsh/server-query'
import { slotApplication } from '@tsh/testing'
import { standardFindings } from '../../../src/preflight/env/standard-findings.ts'
import { queryOutput } from '../../query-output.ts'

const settings = (mode: string): string => `standard: { mode: ${mode}, required-services: [app] }
environments:
  production:
    server: root@shop.example
    host-key: SHA256:${'A'.repeat(43)}
    path: /opt/erp
    compose-file: c.yml
    env-file: .env.production
    url: https://shop.example
    service: app_{slot}
`
const model = JSON.stringify({ name: 'erp', services: { app_blue: { image: 'erp:x' } } }, undefined, 2)
const env = `VERSION=v1
ENVIRONMENT=staging
DEBUG=false
ACTIVE_DEPLOYMENT_SLOT=blue
DEPLOYMENT_SLOT=blue
UVICORN_WORKERS=2
SECRET_KEY=correct$horse
`
const application = slotApplication({ envFile: '.env.production' })

const found = (mode: string, results: Record<string, string> = {}) =>
  standardFindings(parseQueryResults(queryOutput({ model, env, ...results })), {
    application,
    standard: { environment: 'production', settings: { path: 'deploy.yml', text: settings(mode) } },
  })

const NAME =
  '.env.production, line 2: ENVIRONMENT of .env.production is not production (ENV-2). Fix the value.'
const DOLLAR =
  '.env.production, line 7: SECRET_KEY is truncated at "$" (ENV-6). Put the value in single quotes.'
const WORKERS =
  '.env.production, line 6: UVICORN_WORKERS of .env.production is not 4 (ENV-10). Use the value of the standard.'

describe('what the rules find in the env file on the server', () => {
  test('is a warning', async () => {
    const { problems, warnings } = await found('warn')
    expect(problems).toEqual([])
    expect([...warnings].sort()).toEqual([NAME, WORKERS, DOLLAR])
  })

  test('refuses the deployment where the standard is enforced and the finding is an error', async () => {
    expect(await found('enforce')).toEqual({ problems: [NAME, DOLLAR], warnings: [WORKERS] })
  })

  test('is nothing when the standard is off, or a file cannot be read', async () => {
    const nothing = { problems: [], warnings: [] }
    expect(await found('off')).toEqual(nothing)
    expect(await found('enforce', { env: 'exit 1: cat: No such file' })).toEqual(nothing)
    expect(await found('enforce', { model: 'exit 1: invalid' })).toEqual(nothing)
    const results = parseQueryResults(queryOutput({ model, env }))
    expect(await standardFindings(results, { application, standard: undefined })).toEqual(nothing)
  })

  test('contains no value', async () => {
    expect(JSON.stringify(await found('enforce'))).not.toMatch(/correct|horse/)
  })
})
