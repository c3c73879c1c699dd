import { expect, test } from '@jest/globals'
import { application, recordingRemote } from '@tsh/testing'
import { writeOverride } from '../../src/compose/override.ts'

test('an override file contains the keys of the pipeline and no values of the compose file', async () => {
  const remote = recordingRemote()
  const environment = { API_TOKEN: 'c0mpose-S3cret', VERSION: '' }
  const model = { name: 'erp', services: { web: { environment, image: 'erp:v2' } } }
  await writeOverride(remote, application, { services: ['web'], version: 'v2', slot: 'green', model })
  expect(JSON.parse(remote.inputs.at(-1) ?? '')).toEqual({
    services: {
      web: {
        environment: { VERSION: 'v2', ACTIVE_DEPLOYMENT_SLOT: 'green', DEPLOYMENT_SLOT: 'green' },
        pull_policy: 'never',
      },
    },
  })
})
