import { expect, test } from '@jest/globals'
import { neverStarted } from '../src/sandbox/container.ts'

const lost =
  'OCI runtime exec failed: exec failed: unable to start container process: waiting for init preliminary setup: read init-p: connection reset by peer: unknown'

test.each([
  ['a command that the engine failed to start', 126, lost, true],
  ['the same output of a command that ran', 1, lost, false],
  ['a command without execute permission', 126, 'sh: 1: ./x: Permission denied', false],
  [
    'a container that is gone',
    126,
    'OCI runtime exec failed: exec failed: cannot exec in a stopped container: unknown',
    false,
  ],
])('only commands that never started are retried: %s', (_, code, stderr, again) => {
  expect(neverStarted({ code, stdout: '', stderr })).toBe(again)
})
