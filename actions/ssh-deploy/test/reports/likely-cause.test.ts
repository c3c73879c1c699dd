import { expect, test } from '@jest/globals'
import type { FailedContainer } from '../../src/reports/failed-containers.ts'
import { likelyCause } from '../../src/reports/likely-cause.ts'

const container = (changed: Partial<FailedContainer> = {}): FailedContainer => ({
  ...{ name: 'erp-app-1', service: 'app', status: 'exited', exitCode: 1, outOfMemory: false },
  ...{ restarts: 0, error: '', probes: [], lines: [] },
  ...changed,
})

test.each([
  ['memory', [container({ outOfMemory: true, exitCode: 137 })], 'app took more memory than its limit'],
  [
    'a login',
    [container({ lines: ['FATAL: password authentication failed'] })],
    'the database refused the login',
  ],
  [
    'a neighbour',
    [container({ lines: ['connect ECONNREFUSED 10.0.0.2:5432'] })],
    'something that it needs does not answer',
  ],
  ['a command', [container({ exitCode: 127 })], 'app ended by itself: its command is not in the image'],
  ['a code', [container({ exitCode: 3 })], 'app ended by itself: exit code 3'],
  [
    'a health check',
    [container({ status: 'running', probes: ['exit 22: '] })],
    'app runs, but its health check fails',
  ],
  ['silence', [container({ status: 'running' })], 'app runs, but does not answer'],
  ['nothing', [], 'see the error'],
])('guesses %s', (_name, containers, cause) => {
  expect(likelyCause(containers, 'failed').cause).toBe(cause)
})

test('leads out of a port that the engine keeps for nobody', () => {
  const { cause, next } = likelyCause([], 'Bind for 127.0.0.1:8001 failed: port is already allocated')
  expect(cause).toBe('a port is taken by something else')
  expect(next).toMatch(/^docker ps .*When no container has it: .*restart the engine/)
})

test('takes the error of the step into account', () => {
  expect(likelyCause([], 'error during connect: Post "http://…/start": EOF').cause).toMatch(
    /^the server's Docker engine/,
  )
  expect(likelyCause([], 'write: No space left on device').cause).toBe('the disk of the server is full')
})
