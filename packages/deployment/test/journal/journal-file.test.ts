import { expect, test } from '@jest/globals'
import { maskSecret } from '@tsh/action'
import { application, recordingRemote } from '@tsh/testing'
import { appendEvent } from '../../src/index.ts'

test('the journal redacts secrets in reasons and keeps all names', async () => {
  maskSecret('myshopapp')
  const remote = recordingRemote()
  const facts = {
    version: 'myshopapp-v2',
    sha: 'a'.repeat(40),
    services: ['myshopapp'],
    images: [{ image: 'myshopapp:v2', reference: '' }],
    withoutBackup: 'myshopapp has none',
    run: 'https://github.com/tsh/myshopapp/actions/runs/1',
    actor: 'alice',
  }
  const reason = 'cannot log in as myshopapp'
  await appendEvent(remote, application, { release: 'myshopapp-v2.1.1', state: 'failed', facts, reason })
  const { at: _, ...written } = JSON.parse(remote.inputs.join('').trim())
  expect(written).toEqual({
    ...{ release: 'myshopapp-v2.1.1', state: 'failed', reason: 'cannot log in as ***' },
    facts: { ...facts, withoutBackup: '*** has none' },
  })
})
