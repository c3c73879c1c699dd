import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import type { Release } from '@tsh/deployment'
import { application, inPlaceApplication, recordingRemote } from '@tsh/testing'
import { recoverInterrupted } from '../../src/recovery/recover-interrupted.ts'

const previous = { version: 'old', sha: 'a', slot: 'blue' }
const released = {
  ...{ version: 'new', sha: 'b', slot: 'green', services: [], images: [], run: 'run 7', actor: '', previous },
}
const model = { name: 'erp', services: { app: { ports: [{ published: '8004', target: 8000 }] }, worker: {} } }

/**
 * A server on which blue was live when a release into green was interrupted.
 * @param runs whether the app service runs the new version
 * @param watched the services without a health check, as seen after their start
 */
function server(
  states: readonly Release['state'][],
  active: 'blue' | 'green',
  { facts = released as object, runs = true, watched = '' } = {},
) {
  const events: object[] = states.map(state => ({ at: '', release: 'r1', state, facts }))
  let env = 'VERSION=old\nACTIVE_DEPLOYMENT_SLOT=blue\n'
  return recordingRemote((line, input) => {
    if (input.startsWith('VERSION=')) env = input
    if (input.includes('"at"')) events.push(JSON.parse(input))
    if (line.includes('watch services')) return { stdout: watched }
    if (line.includes('inspect the service')) return { code: runs ? 0 : 1 }
    if (line.includes('config --format json')) return { stdout: JSON.stringify(model) }
    if (line.startsWith('ls -1')) return { stdout: `${active}\n` }
    if (line.includes('read /opt/erp/.deploy'))
      return { stdout: events.map(event => JSON.stringify(event)).join('\n') }
    if (line.includes('read /opt/erp/.env')) return { stdout: env }
    return undefined
  })
}

async function recovered(states: readonly Release['state'][], active: 'blue' | 'green') {
  const remote = server(states, active)
  await recoverInterrupted(remote, { application, healthTimeout: 1, handoverPort: undefined })
  const events = remote.inputs.filter(text => text.includes('"at"')).map(text => JSON.parse(text))
  return {
    events: events.map(({ state }) => state),
    files: remote.inputs.filter(text => text.includes('VERSION=')),
  }
}

describe('a release that was interrupted in state', () => {
  test.each<Release['state']>(['started', 'prepared'])('%s is abandoned', async state => {
    expect(await recovered(['started', state], 'blue')).toEqual({ events: ['failed'], files: [] })
  })
  test('switching is live when the traffic has moved', async () => {
    expect(await recovered(['started', 'prepared', 'switching'], 'green')).toEqual({
      events: ['switched'],
      files: ['VERSION=new\nACTIVE_DEPLOYMENT_SLOT=green\nDEPLOYMENT_SLOT=green\n'],
    })
  })
  test('switching is abandoned when the traffic has not moved', async () => {
    expect(await recovered(['started', 'prepared', 'switching'], 'blue')).toEqual({
      events: ['failed'],
      files: [],
    })
  })
  test.each<Release['state']>(['switched', 'failed', 'rolled-back'])('%s is left unchanged', async state => {
    expect((await recovered(['started', state], 'blue')).events).toEqual([])
  })
})

test('a release that has the traffic is live, although its worker cannot start', async () => {
  const facts = { ...released, services: ['worker'] }
  const remote = server(['started', 'prepared', 'switching'], 'green', {
    facts,
    watched: 'worker exited 1 0\n',
  })
  const state = await recoverInterrupted(remote, { application, healthTimeout: 1, handoverPort: undefined })
  expect(state.releases.map(({ state }) => state)).toEqual(['switched'])
  expect(state.version).toBe('new')
})

test('a release that has the traffic stays unfinished while the env file cannot be written', async () => {
  const remote = server(['started', 'prepared', 'switching'], 'green')
  const write = remote.run
  remote.run = async (command, options) => {
    if (String(options?.input ?? '').startsWith('VERSION=')) throw new UserError('no space left on device')
    return write(command, options)
  }
  const recovery = recoverInterrupted(remote, { application, healthTimeout: 1, handoverPort: undefined })
  await expect(recovery).rejects.toThrow('no space left on device')
  expect(remote.inputs.filter(text => text.includes('"at"'))).toEqual([])
})

test('a rollback that was interrupted after the traffic had moved is completed', async () => {
  const live: Release['state'][] = ['started', 'prepared', 'switching', 'switched', 'switching']
  expect(await recovered(live, 'blue')).toEqual({
    events: ['rolled-back'],
    files: ['VERSION=old\nACTIVE_DEPLOYMENT_SLOT=blue\nDEPLOYMENT_SLOT=blue\n'],
  })
})

describe('an interrupted in-place release', () => {
  const app = inPlaceApplication({ slotDirectory: undefined })
  const facts = { ...released, slot: undefined, services: ['app'], previous: { version: 'old', sha: 'a' } }

  async function inPlace(how: { states?: Release['state'][]; facts?: object; runs?: boolean } = {}) {
    const { states = ['started', 'switching'] } = how
    const remote = server(states, 'blue', { facts, ...how })
    await recoverInterrupted(remote, { application: app, healthTimeout: 1, handoverPort: undefined })
    const [event] = remote.inputs.filter(text => text.includes('"at"')).map(text => JSON.parse(text))
    const up = remote.commands.flatMap(line => / VERSION=(\S+) .* up -d .* app$/.exec(line)?.[1] ?? [])
    const env = remote.inputs.findLast(text => text.startsWith('VERSION='))
    return { state: event.state as string, up, version: /VERSION=(\w+)/.exec(env ?? '')?.[1] }
  }

  test('is rolled forward when its container is healthy', async () =>
    expect(await inPlace()).toEqual({ state: 'switched', up: ['new'], version: 'new' }))
  test('is rolled back when its container does not run', async () =>
    expect(await inPlace({ runs: false })).toEqual({ state: 'rolled-back', up: ['old'], version: 'old' }))
  test('is rolled forward when its migrations cannot be reverted', async () => {
    const migrated = { ...facts, revisionBefore: '1', revisionAfter: '2' }
    expect(await inPlace({ facts: migrated, runs: false })).toMatchObject({ state: 'switched', up: ['new'] })
  })
  test('is rolled forward when the revision of its migrations is unknown', async () => {
    const unknown = { ...facts, migrates: true, revisionProblem: 'no known table' }
    expect(await inPlace({ facts: unknown, runs: false })).toMatchObject({ state: 'switched', up: ['new'] })
    const none = { ...facts, migrates: false }
    expect(await inPlace({ facts: none, runs: false })).toMatchObject({ state: 'rolled-back', up: ['old'] })
  })
  test('is left to the next release when the service has slots now and it cannot be rolled back', async () => {
    const remote = server(['started', 'switching'], 'blue', { facts: { ...facts, previous: undefined } })
    await recoverInterrupted(remote, { application, healthTimeout: 1, handoverPort: undefined })
    expect(remote.inputs.filter(text => text.includes('"failed"'))).toHaveLength(1)
    expect(remote.commands.filter(line => line.includes(' up -d '))).toEqual([])
  })
  test('is rolled back when a rollback of it was interrupted', async () => {
    const states: Release['state'][] = ['started', 'switching', 'switched', 'switching']
    expect(await inPlace({ states })).toMatchObject({ state: 'rolled-back', up: ['old'] })
  })
})
