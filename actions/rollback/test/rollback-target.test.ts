import { describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { automaticTarget, liveBefore, requestedTarget } from '../src/rollback-target.ts'

const run = 'https://github.com/tsh/erp/actions/runs/2'
const previous = { version: 'old', sha: 'a', slot: 'blue' as const }
const release: Release = {
  ...{ id: 'r1', version: 'new', sha: 'b', slot: 'green', services: ['mail'], previous, images: [] },
  ...{ run, actor: '', state: 'switched', exposed: true, wasLive: true },
}

describe('the automatic rollback of a failed run', () => {
  const target = (more: object, releases: Release[] = [release]) =>
    automaticTarget({ active: 'green', version: 'new', releases, ...more }, run)

  test('rolls back an interrupted switch', () => {
    expect(target({ active: 'blue' }, [{ ...release, state: 'switching' }])).toMatchObject({
      kind: 'back',
      to: previous,
    })
  })
  test('does nothing the second time', () => {
    expect(target({}, [{ ...release, state: 'rolled-back', exposed: false }])).toMatchObject({
      kind: 'nothing',
    })
  })
  test('does not touch the release of another run', () => {
    expect(target({}, [{ ...release, run: 'another' }])).toMatchObject({
      why: 'this run has released nothing',
    })
    const later = { ...release, id: 'r2', run: 'another' }
    expect(target({}, [release, later])).toMatchObject({
      why: 'release r2 of another run has replaced it',
    })
  })
  test('rolls back even if another run has prepared a release since', () => {
    const prepared = { ...release, id: 'r2', run: 'another', state: 'prepared' as const, exposed: false }
    expect(target({}, [release, prepared])).toMatchObject({ kind: 'back', from: release })
  })
  test('does not treat its own rollback as a release', () => {
    const rollback = { ...release, id: 'r2', version: 'old', rollbackOf: 'r1' }
    expect(target({}, [{ ...release, state: 'rolled-back', exposed: false }, rollback])).toMatchObject({
      why: 'release r1 has already been rolled back',
    })
  })
  test('resumes its own interrupted rollback', () => {
    const begun = {
      ...release,
      id: 'r2',
      slot: 'blue' as const,
      rollbackOf: 'r1',
      state: 'switching' as const,
    }
    expect(target({ active: 'blue' }, [release, begun])).toMatchObject({ kind: 'back', from: release })
  })
  test('has no target after a first deployment, without an alarm', () => {
    expect(target({}, [{ ...release, previous: undefined }])).toMatchObject({
      why: 'release r1 is the first deployment, so nothing was live before it',
    })
  })
  test('has no target when the same version was live in place', () => {
    const inPlace = { ...release, slot: undefined, previous: { version: 'new', sha: 'b' } }
    expect(() => target({ active: undefined }, [inPlace])).toThrow('new was also live before')
  })
  test('does nothing without a journal', () => {
    expect(target({}, [])).toMatchObject({ kind: 'nothing' })
  })
})

describe('a manual rollback', () => {
  const older: Release = {
    ...{ ...release, id: 'r0', version: 'old', sha: 'a', slot: 'blue', run: 'another' },
    previous: { version: 'oldest', sha: '0', slot: 'green' },
  }
  const state = { active: 'green' as const, version: 'new', releases: [older, release] }
  const request = (wanted: string, available = liveBefore(state)) =>
    requestedTarget(state, { wanted, available, server: 'root@h' })

  test('lists all versions that were live, newest first', () => {
    expect(liveBefore(state).map(({ version }) => version)).toEqual(['old', 'oldest'])
  })
  test('targets the previous version, or any version of the list', () => {
    expect(request('')).toMatchObject({ from: release, to: { version: 'old' } })
    expect(request('oldest')).toMatchObject({ from: release, to: { version: 'oldest', sha: '0' } })
  })
  test('does nothing for the live version', () => {
    expect(request('new')).toMatchObject({ kind: 'nothing', why: 'new is already live' })
  })
  test('refuses a version that is not on the server', () => {
    expect(() => request('x')).toThrow('version "x" is not on root@h; available: old, oldest')
    expect(() => request('', [])).toThrow('version "old" is not on root@h; available: none')
  })
  test('is refused when the journal does not contain the live version', () => {
    const unknown = { ...state, version: 'by hand' }
    expect(() => requestedTarget(unknown, { wanted: '', available: [], server: 'h' })).toThrow(
      'the journal has no release of the live version "by hand"',
    )
  })
})
