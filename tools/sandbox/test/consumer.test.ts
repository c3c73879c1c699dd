import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readConsumer } from '../src/consumer/consumer.ts'
import { samplePath } from '../src/seed/repository.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsh-consumer-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

const FINGERPRINT = `SHA256:${'A'.repeat(43)}`
const USES = 'tsh/actions/.github/workflows/deploy-production.yml@v1'
const call = (more = ''): string => `jobs:\n  go:\n    uses: ${USES}\n${more}`
const workflow = (text: string): void => write('.github/workflows/x.yml', text)
const settings = (more = '', file = '.github/deploy.yml', name = 'production'): void =>
  write(
    file,
    `environments:\n  ${name}:\n    server: x@shop.example\n    host-key: ${FINGERPRINT}\n    path: /srv/shop\n    url: https://shop.example\n    ${more || 'service: web_{slot}'}\n`,
  )

describe('readConsumer', () => {
  test('reads the sample', () => {
    expect(readConsumer(samplePath, 'tsh-erp', 'production')).toMatchObject({
      workflow: '.github/workflows/production.yml',
      job: 'deploy',
      settingsFile: '.github/deploy.yml',
      environmentName: 'production',
      user: 'root',
      deployPath: '/opt/tsh-erp',
      composeFiles: ['docker-compose.production.yml'],
      slots: true,
      slotDirectory: '/etc/nginx/slots/tsh-erp-production',
      registry: 'ghcr.io/tsh',
      branches: ['main'],
      secrets: { PROD_SSH_KEY: 'PROD_SSH_KEY', AWS_S3_BUCKET: 'AWS_S3_BUCKET' },
    })
    expect(readConsumer(samplePath, 'tsh-erp', 'staging')).toMatchObject({
      user: 'khaleel',
      appService: 'app_staging',
      slots: false,
      registry: undefined,
    })
  })

  test('the first of several services receives the traffic, with the slot folder of the settings', () => {
    workflow(call())
    settings('service: ["web_{slot}", "api_{slot}"]\n    slot-directory: /srv/slots')
    expect(readConsumer(folder, 'shop', 'production')).toMatchObject({
      ...{ appService: 'web_{slot}', slotNames: ['blue', 'green'], slotDirectory: '/srv/slots' },
    })
  })

  test('the caller sets another file and another environment', () => {
    workflow(call('    with: { settings: deploy/shop.yml, environment: live }\n'))
    settings('', 'deploy/shop.yml', 'live')
    expect(readConsumer(folder, 'shop', 'production')).toMatchObject({
      ...{ environment: 'production', environmentName: 'live', envFile: '.env.live' },
    })
  })

  test.each([
    ['no workflows', undefined, /no workflow of shop calls the production deployment: none of 0 files/],
    ['no call', 'jobs: { x: { runs-on: ubuntu-latest } }', /none of 1 files .*deploy-production\.yml@v1/],
    ['broken YAML', 'jobs: {', /x\.yml is not valid YAML/],
    ['no settings file', call(), /\.github\/deploy\.yml is missing in shop, but job go of .* reads it/],
    [
      'an expression',
      call('    with: { settings: "$' + '{{ vars.FILE }}" }\n'),
      /settings in job go .* is an expression/,
    ],
  ])('%s is reported on one line', (_, text, message) => {
    if (text !== undefined) workflow(text)
    expect(() => readConsumer(folder, 'shop', 'production')).toThrow(message)
  })

  test('an unknown environment is reported with the existing ones', () => {
    workflow(call())
    settings('', '.github/deploy.yml', 'live')
    expect(() => readConsumer(folder, 'shop', 'production')).toThrow(
      /has no environment production, which job go of .* deploys to; it has live/,
    )
  })

  test('every problem of the settings file is reported with its position', () => {
    workflow(call())
    settings('service: 7\n    colour: red')
    expect(() => readConsumer(folder, 'shop', 'production')).toThrow(
      /^\.github\/deploy\.yml:7:\d+ .*\n\.github\/deploy\.yml:8:\d+ /,
    )
  })
})

test('secrets keep their names in the repository', () => {
  settings()
  const read = (secrets: string) => {
    workflow(call(`    ${secrets}\n`))
    return readConsumer(folder, 'shop', 'production').secrets
  }
  expect(read('secrets: { PROD_SSH_KEY: "$' + '{{ secrets.SHOP_KEY }}" }')).toEqual({
    PROD_SSH_KEY: 'SHOP_KEY',
  })
  expect(read('secrets: inherit')).toMatchObject({ PROD_SSH_KEY: 'PROD_SSH_KEY', AWS_REGION: 'AWS_REGION' })
})
