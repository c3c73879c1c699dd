import { describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { application, recordingRemote } from '@tsh/testing'
import { settle } from '../src/settle.ts'

/** A server on which blue was live when a release into green was left in the middle. */
function server(states: readonly Release['state'][], active: 'blue' | 'green') {
  const facts = { version: 'new', sha: 'b', slot: 'green', services: [], images: [], run: 'run 7', actor: '' }
  const events: object[] = states.map(state => ({ at: '', release: 'r1', state, facts }))
  let env = 'VERSION=old\nACTIVE_DEPLOYMENT_SLOT=blue\n'
  return recordingRemote((line, input) => {
    if (input.startsWith('VERSION=')) env = input
    if (input.includes('"at"')) events.push(JSON.parse(input))
    if (line.startsWith('ls -1')) return { stdout: `${active}\n` }
    if (line.includes('read /opt/erp/.deploy'))
      return { stdout: events.map(event => JSON.stringify(event)).join('\n') }
    if (line.includes('read /opt/erp/.env')) return { stdout: env }
    return undefined
  })
}

async function settled(states: readonly Release['state'][], active: 'blue' | 'green') {
  const remote = server(states, active)
  await settle(remote, { application, healthTimeout: 1, handoverPort: undefined })
  const events = remote.inputs.filter(text => text.includes('"at"')).map(text => JSON.parse(text))
  return {
    events: events.map(({ state }) => state),
    files: remote.inputs.filter(text => text.includes('VERSION=')),
  }
}

describe('a release that was left', () => {
  test.each<Release['state']>(['started', 'prepared'])('%s is given up', async state => {
    expect(await settled(['started', state], 'blue')).toEqual({ events: ['failed'], files: [] })
  })
  test('in the middle of its switch is live when the traffic has moved', async () => {
    expect(await settled(['started', 'prepared', 'switching'], 'green')).toEqual({
      events: ['switched'],
      files: ['VERSION=new\nACTIVE_DEPLOYMENT_SLOT=green\nDEPLOYMENT_SLOT=green\n'],
    })
  })
  test('in the middle of its switch is given up when the traffic has not moved', async () => {
    expect(await settled(['started', 'prepared', 'switching'], 'blue')).toEqual({
      events: ['failed'],
      files: [],
    })
  })
  test.each<Release['state']>(['switched', 'failed', 'rolled-back'])('%s is left as it is', async state => {
    expect((await settled(['started', state], 'blue')).events).toEqual([])
  })
})
