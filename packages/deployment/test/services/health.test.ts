import { expect, test } from '@jest/globals'
import { ForwardingForbidden } from '@tsh/remote'
import { recordingRemote } from '@tsh/testing'
import { waitUntilHealthy } from '../../src/services/health.ts'

test('forwarding that sshd does not allow is not retried', async () => {
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

test('a container that has stopped is not waited for', async () => {
  let checks = 0
  const remote = {
    ...recordingRemote(),
    request: async () => {
      throw new Error('connection refused')
    },
  }
  const checkAlive = async (): Promise<void> => {
    checks++
    throw new Error('it ended')
  }
  await expect(
    waitUntilHealthy(remote, 'http://127.0.0.1:8011/', { timeout: 600, checkAlive }),
  ).rejects.toThrow('it ended')
  expect(checks).toBe(1)
})
