import { expect, test } from '@jest/globals'
import { pullProblem } from '../../src/images/pull-problem.ts'

test.each([
  [
    'Error response from daemon: Head "https://ghcr.io/v2/erp/manifests/x": unauthorized',
    'unauthorized. Check "registry-username"',
  ],
  ['Error response from daemon: manifest unknown: manifest unknown', 'manifest unknown. Rebuild it'],
  [
    'Error response from daemon: pull access denied for erp, repository does not exist',
    'denied. The account',
  ],
  ['Error response from daemon: dial tcp: lookup ghcr.io: no such host', 'no such host. The server'],
  [
    'no matching manifest for linux/arm64/v8 in the manifest list entries',
    'it is built for a different architecture than the server',
  ],
  ['no match for platform in manifest sha256:0: not found', 'a different architecture'],
  ['toomanyrequests: You have reached your pull rate limit', 'rate limit is exceeded'],
  ['dial tcp 127.0.0.1:5000: connect: connection refused', 'is unreachable'],
  ['failed to register layer: write /x: no space left on device', 'v1: no space left on device. Free'],
  ['something new', 'something new'],
])('explains from "%s" why an image cannot be pulled', (output, reason) => {
  const problem = pullProblem([output, 'cannot pull erp:v1'])
  expect(problem).toMatch(/^cannot pull image erp:v1: /)
  expect(problem).toContain(reason)
})

test('ignores other failures', () => {
  expect(pullProblem(['tag: unauthorized'])).toBeUndefined()
})
