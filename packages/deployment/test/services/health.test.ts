import { expect, test } from '@jest/globals'
import { ForwardingForbidden, type HttpRequest } from '@tsh/remote'
import { recordingRemote } from '@tsh/testing'
import { waitUntilHealthy } from '../../src/services/health.ts'

const CHECK = { url: 'http://127.0.0.1:8011/health', publicUrl: 'https://shop.example' }

test('forwarding that sshd does not allow is not retried', async () => {
  let requests = 0
  const remote = {
    ...recordingRemote(),
    request: async () => {
      requests++
      throw new ForwardingForbidden('sshd does not allow it')
    },
  }
  await expect(waitUntilHealthy(remote, CHECK, { timeout: 60 })).rejects.toThrow(ForwardingForbidden)
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
  await expect(waitUntilHealthy(remote, CHECK, { timeout: 600, checkAlive })).rejects.toThrow('it ended')
  expect(checks).toBe(1)
})

test('the request is that of the proxy for the public URL', async () => {
  const requests: HttpRequest[] = []
  const remote = {
    ...recordingRemote(),
    request: async (request: HttpRequest) => {
      requests.push(request)
      return { status: 200, headers: {}, body: '' }
    },
  }
  await waitUntilHealthy(remote, CHECK, { successes: 1, timeout: 60 })
  expect(requests).toEqual([
    {
      url: 'http://127.0.0.1:8011/health',
      headers: { Host: 'shop.example', 'X-Forwarded-Proto': 'https' },
      timeout: 5000,
    },
  ])
})

test('a redirect is not healthy, and reported with its target and what to do', async () => {
  const remote = {
    ...recordingRemote(),
    request: async () => ({ status: 301, headers: { location: '/health/?token=x' }, body: '' }),
  }
  await expect(waitUntilHealthy(remote, CHECK, { timeout: 0 })).rejects.toThrow(
    / is not healthy \(HTTP 301 to \/health\/ after \d+ tries\)\. Redirects are not followed: set the health path to the target$/,
  )
})
