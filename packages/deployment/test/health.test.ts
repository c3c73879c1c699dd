import { expect, test } from '@jest/globals'
import { ForwardingForbidden } from '@tsh/remote'
import { recordingRemote } from '@tsh/testing'
import { waitUntilHealthy } from '../src/health.ts'

test('a forwarding that sshd does not allow is not tried again', async () => {
  let requests = 0
  const remote = {
    ...recordingRemote(),
    request: async () => {
      requests++
      throw new ForwardingForbidden('sshd does not allow it')
    },
  }
  await expect(waitUntilHealthy(remote, 'http://127.0.0.1:8011/', { timeout: 60 })).rejects.toThrow(
    ForwardingForbidden,
  )
  expect(requests).toBe(1)
})
