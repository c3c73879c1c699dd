import { describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { askedWayBack, liveBefore, ownWayBack } from '../src/way-back.ts'

const run = 'https://github.com/tsh/erp/actions/runs/2'
const previous = { version: 'old', sha: 'a', slot: 'blue' as const }
const release: Release = {
  ...{ id: 'r1', version: 'new', sha: 'b', slot: 'green', services: ['mail'], previous, images: [] },
  ...{ run, actor: '', state: 'switched', exposed: true, wasLive: true },
}

describe('a run that has failed', () => {
  const back = (more: object, releases: Release[] = [release]) =>
    ownWayBack({ active: 'green', version: 'new', releases, ...more }, run)

  test('goes back from a switch that was cut off', () => {
    expect(back({ active: 'blue' }, [{ ...release, state: 'switching' }])).toMatchObject({
      kind: 'back',
      to: previous,
    })
  })
  test('does nothing twice', () => {
    expect(back({}, [{ ...release, state: 'rolled-back', exposed: false }])).toMatchObject({
      kind: 'nothing',
    })
  })
  test('leaves the good release of another run alone', () => {
    expect(back({}, [{ ...release, run: 'another' }])).toMatchObject({
      why: 'this run has released nothing',
    })
    const later = { ...release, id: 'r2', run: 'another' }
    expect(back({}, [release, later])).toMatchObject({
      why: 'release r2 of another run has taken its place',
    })
  })
  test('goes back also when another run has prepared something since', () => {
    const prepared = { ...release, id: 'r2', run: 'another', state: 'prepared' as const, exposed: false }
    expect(back({}, [release, prepared])).toMatchObject({ kind: 'back', from: release })
  })
  test('does not take its own rollback for a release', () => {
    const rollback = { ...release, id: 'r2', version: 'old', rollbackOf: 'r1' }
    expect(back({}, [{ ...release, state: 'rolled-back', exposed: false }, rollback])).toMatchObject({
      why: 'release r1 is rolled back already',
    })
  })
  test('goes on with its own rollback that was cut off', () => {
    const begun = {
      ...release,
      id: 'r2',
      slot: 'blue' as const,
      rollbackOf: 'r1',
      state: 'switching' as const,
    }
    expect(back({ active: 'blue' }, [release, begun])).toMatchObject({ kind: 'back', from: release })
  })
  test('has nothing to go back to after a first deployment, which is no alarm', () => {
    expect(back({}, [{ ...release, previous: undefined }])).toMatchObject({
      why: 'release r1 is the first deployment, so nothing was live before it',
    })
  })
  test('has no way back to the same version in place', () => {
    const inPlace = { ...release, slot: undefined, previous: { version: 'new', sha: 'b' } }
    expect(() => back({ active: undefined }, [inPlace])).toThrow('new was live before, too')
  })
  test('knows nothing without a journal', () => {
    expect(back({}, [])).toMatchObject({ kind: 'nothing' })
  })
})

describe('a person who asks', () => {
  const older: Release = {
    ...{ ...release, id: 'r0', version: 'old', sha: 'a', slot: 'blue', run: 'another' },
    previous: { version: 'oldest', sha: '0', slot: 'green' },
  }
  const state = { active: 'green' as const, version: 'new', releases: [older, release] }
  const ask = (wanted: string, available = liveBefore(state)) =>
    askedWayBack(state, { wanted, available, server: 'root@h' })

  test('is told of all that has been live, newest first', () => {
    expect(liveBefore(state).map(({ version }) => version)).toEqual(['old', 'oldest'])
  })
  test('gets what was live before, or any version of the list', () => {
    expect(ask('')).toMatchObject({ from: release, to: { version: 'old' } })
    expect(ask('oldest')).toMatchObject({ from: release, to: { version: 'oldest', sha: '0' } })
  })
  test('gets nothing for what is live', () => {
    expect(ask('new')).toMatchObject({ kind: 'nothing', why: 'new is live already' })
  })
  test('is refused what the server does not have', () => {
    expect(() => ask('x')).toThrow('version "x" is not on root@h; available: old, oldest')
    expect(() => ask('', [])).toThrow('version "old" is not on root@h; available: none')
  })
  test('is refused when the journal does not know what is live', () => {
    const unknown = { ...state, version: 'by hand' }
    expect(() => askedWayBack(unknown, { wanted: '', available: [], server: 'h' })).toThrow(
      'the journal knows no release of what is live, "by hand"',
    )
  })
})
