import { expect, test } from '@jest/globals'
import type { FailedContainer } from '../../src/reports/failed-containers.ts'
import { likelyCause } from '../../src/reports/likely-cause.ts'

const container = (changed: Partial<FailedContainer> = {}): FailedContainer => ({
  ...{ name: 'erp-app-1', service: 'app', status: 'exited', exitCode: 1, outOfMemory: false },
  ...{ restarts: 0, error: '', probes: [], lines: [] },
  ...changed,
})

test.each([
  ['memory', [container({ outOfMemory: true, exitCode: 137 })], 'app exceeded its memory limit'],
  [
    'a login',
    [container({ lines: ['FATAL: password authentication failed'] })],
    'the database refused the login',
  ],
  [
    'a neighbour',
    [container({ lines: ['connect ECONNREFUSED 10.0.0.2:5432'] })],
    'a service that it depends on does not respond',
  ],
  ['a command', [container({ exitCode: 127 })], 'app exited: its command was not found in the image'],
  ['a code', [container({ exitCode: 3 })], 'app exited: exit code 3'],
  [
    'a health check',
    [container({ status: 'running', probes: ['exit 22: '] })],
    'app is running, but its health check fails',
  ],
  ['silence', [container({ status: 'running' })], 'app is running, but does not respond'],
  ['nothing', [], 'see the error'],
])('guesses %s', (_name, containers, cause) => {
  expect(likelyCause(containers, 'failed').cause).toBe(cause)
})

test('explains how to free a port that the engine keeps without a container', () => {
  const { cause, next } = likelyCause([], 'Bind for 127.0.0.1:8001 failed: port is already allocated')
  expect(cause).toBe('a port is already in use')
  expect(next).toMatch(/^docker ps .*If no container uses it: .*restart the engine/)
})

test('takes the error of the step into account', () => {
  expect(likelyCause([], 'error during connect: Post "http://…/start": EOF').cause).toMatch(
    /^the Docker engine on the server/,
  )
  expect(likelyCause([], 'write: No space left on device').cause).toBe('the disk of the server is full')
})
