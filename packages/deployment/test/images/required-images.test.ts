import { expect, test } from '@jest/globals'
import { application, recordingRemote } from '@tsh/testing'
import { type ComposeModel, requireImages, startServices, writeOverride } from '../../src/index.ts'

const model: ComposeModel = {
  name: 'erp',
  services: {
    app_blue: { image: 'erp:v2' },
    app_green: { image: 'erp:v2' },
    mail: { image: 'acme/mail:v2' },
    cron: {},
  },
}

test('missing images are reported with the services that need them', async () => {
  const remote = recordingRemote(() => ({ stdout: 'erp:v2\nerp-cron\n' }))
  const services = ['app_blue', 'app_green', 'mail', 'cron']
  await expect(requireImages(remote, model, services)).rejects.toThrow(
    'erp:v2, erp-cron (service app_blue, app_green, cron) is missing on root@server',
  )
  expect(remote.commands).toEqual([expect.stringMatching(/ erp:v2 acme\/mail:v2 erp-cron$/)])
  await requireImages(recordingRemote(), model, services)
})

test('services are started from local images only', async () => {
  const remote = recordingRemote()
  await startServices(remote, application, { services: ['app_blue'], version: 'v2', timeout: 5 })
  expect(remote.commands.join('\n')).toContain('up -d --no-build --no-deps --pull never --wait')
  await writeOverride(remote, application, {
    services: ['app_blue'],
    version: 'v2',
    slot: 'blue',
    model,
  })
  expect(JSON.parse(remote.inputs.at(-1) ?? '')).toMatchObject({
    services: { app_blue: { pull_policy: 'never', environment: { VERSION: 'v2' } } },
  })
})
