import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readConsumer } from '../src/consumer.ts'
import { samplePath } from '../src/seed/repository.ts'

describe('readConsumer', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsh-consumer-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const workflow = (text: string) => {
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true })
    writeFileSync(join(folder, '.github', 'workflows', 'x.yml'), text)
  }

  test('reads the sample', () => {
    expect(readConsumer(samplePath, 'tsh-erp', 'production')).toMatchObject({
      workflow: '.github/workflows/production.yml',
      job: 'deploy',
      user: 'root',
      deployPath: '/opt/tsh-erp',
      composeFile: 'docker-compose.production.yml',
      slots: true,
      registry: 'ghcr.io/tsh',
      vars: { 'known-hosts': 'PROD_KNOWN_HOSTS' },
      secrets: { PROD_SSH_KEY: 'PROD_SSH_KEY', AWS_S3_BUCKET: 'AWS_S3_BUCKET' },
    })
    expect(readConsumer(samplePath, 'tsh-erp', 'staging')).toMatchObject({
      user: 'khaleel',
      appService: 'app_staging',
      slots: false,
      registry: undefined,
    })
  })

  test('the first of several services takes the traffic, with the slot folder that the caller names', () => {
    workflow(
      call(
        'deploy-path: /srv/shop\n      user: x\n      app-service: web_{slot}, api_{slot}\n      slot-directory: /srv/slots',
      ),
    )
    expect(readConsumer(folder, 'shop', 'production')).toMatchObject({
      ...{ appService: 'web_{slot}', slotNames: ['blue', 'green'], slotDirectory: '/srv/slots' },
    })
  })

  test.each([
    ['no workflows', undefined, /No workflow of shop calls the production deployment: none of 0 files/],
    ['no call', 'jobs: { x: { runs-on: ubuntu-latest } }', /none of 1 files .*deploy-production\.yml@v1/],
    ['broken YAML', 'jobs: {', /x\.yml is not valid YAML/],
    ['no path', call(''), /Job go of .* gives no deploy-path/],
    [
      'an expression',
      call('deploy-path: $' + '{{ vars.PATH }}'),
      /deploy-path in job go .* is an expression/,
    ],
  ])('%s is one clear line', (_, text, message) => {
    if (text !== undefined) workflow(text)
    expect(() => readConsumer(folder, 'shop', 'production')).toThrow(message)
  })
})

function call(inputs: string): string {
  return `jobs:\n  go:\n    uses: tsh/actions/.github/workflows/deploy-production.yml@v1\n    with:\n      host: x\n      ${inputs}\n`
}

test('secrets keep the names that the repository has for them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsh-consumer-'))
  const read = (secrets: string) => {
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true })
    writeFileSync(join(folder, '.github', 'workflows', 'x.yml'), `${call('deploy-path: /x')}    ${secrets}\n`)
    return readConsumer(folder, 'shop', 'production').secrets
  }
  try {
    expect(read('secrets: { PROD_SSH_KEY: "$' + '{{ secrets.SHOP_KEY }}" }')).toEqual({
      PROD_SSH_KEY: 'SHOP_KEY',
    })
    expect(read('secrets: inherit')).toMatchObject({ PROD_SSH_KEY: 'PROD_SSH_KEY', AWS_REGION: 'AWS_REGION' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
