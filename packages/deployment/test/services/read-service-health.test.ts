import { expect, jest, test } from '@jest/globals'
import { log, UserError } from '@tsh/action'
import { application, recordingRemote } from '@tsh/testing'
import { readServiceHealth, serviceHealthIn } from '../../src/services/read-service-health.ts'

const failingRemote = (error: Error) =>
  recordingRemote(() => {
    throw error
  })

const START = '"2026-11-30T18:00:00.5Z"'
const check = (code: number, second: number): string =>
  ` ${code}="2026-11-30T18:00:${String(second).padStart(2, '0')}.900000000Z"`

test.each<[string, string, object]>([
  ['healthy at the second check', `healthy${check(1, 2)}${check(0, 4)}`, { state: 'healthy', seconds: 4.4 }],
  ['still starting', 'starting', { state: 'starting' }],
  ['unhealthy', `unhealthy${check(1, 2)}${check(1, 4)}`, { state: 'unhealthy' }],
  ['without a health check', '', { state: 'running' }],
  [
    'healthy for so long that its first success is no longer listed',
    `healthy${[10, 20, 30, 40, 50].map(second => check(0, second)).join('')}`,
    { state: 'healthy' },
  ],
  [
    'healthy after failures that are still listed',
    `healthy${check(1, 10)}${[20, 30, 40, 50].map(second => check(0, second)).join('')}`,
    { state: 'healthy', seconds: 20.4 },
  ],
  ['with another zone', 'healthy 0="2026-11-30T20:00:02+02:00"', { state: 'healthy', seconds: 1.5 }],
  ['with an unreadable time', 'healthy 0="soon"', { state: 'healthy' }],
])('a container that is %s', (_name, health, expected) => {
  expect(serviceHealthIn(`app\trunning\t${START}\t${health}\n`)).toEqual([{ service: 'app', ...expected }])
})

test('asks for the services of the project, and never for the output of a health check', async () => {
  const remote = recordingRemote(() => ({ stdout: `app\texited\t${START}\t\nmail\trunning\t${START}\t\n` }))
  expect(await readServiceHealth(remote, application, ['app', 'mail'])).toEqual([
    { service: 'app', state: 'exited' },
    { service: 'mail', state: 'running' },
  ])
  expect(remote.commands[0]).toMatch(/ \/opt\/erp .* app mail$/s)
  expect(remote.commands[0]).not.toMatch(/Output/)
})

test.each([
  ['fails', recordingRemote(() => ({ code: 1 }))],
  ['takes too long', failingRemote(new UserError('no response within 60 s'))],
])('a query that %s does not fail a deployment that is live', async (_, remote) => {
  const info = jest.spyOn(log, 'info').mockImplementation(() => {})
  expect(await readServiceHealth(remote, application, ['app'])).toEqual([])
  expect(info).toHaveBeenCalledTimes(1)
  info.mockRestore()
})

test('a bug is not hidden', async () => {
  await expect(readServiceHealth(failingRemote(new TypeError('bug')), application, ['app'])).rejects.toThrow(
    'bug',
  )
})
