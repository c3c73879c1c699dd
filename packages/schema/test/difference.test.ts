import { describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { schemaDifference } from '../src/difference.ts'

const release = (id: string, before?: string, after?: string, more: Partial<Release> = {}): Release => ({
  ...{ id, version: id, sha: id, services: [], images: [], run: '', actor: '', backup: `before-${id}` },
  ...{ state: 'switched', exposed: true, wasLive: true, migrates: true },
  ...{ revisionBefore: before, revisionAfter: after, ...more },
})
const difference = (releases: Release[], to: string, present?: string) =>
  schemaDifference(releases, { from: releases.at(-1) as Release, to: { version: to, sha: '' } }, present)

const NONE = { kind: 'none' }
const FAILED = { wasLive: false, state: 'failed' } as const

describe('the schema has not changed', () => {
  test('when no release since has changed it', () => {
    expect(difference([release('a', '1', '2'), release('b', '2', '2')], 'a')).toEqual(NONE)
  })
  test('when no release since then runs migrations', () => {
    const none = { migrates: false }
    expect(difference([release('a', '1', '1'), release('b', undefined, undefined, none)], 'a', '9')).toEqual(
      NONE,
    )
  })
  test('when it was reverted, by a release or manually', () => {
    const releases = [release('a', '1', '1'), release('b', '1', '2')]
    expect(difference([...releases, release('c', '2', '1')], 'a')).toEqual(NONE)
    expect(difference(releases, 'a', '1')).toEqual(NONE)
  })
  test('when nothing had been migrated before, as recorded by earlier versions', () => {
    const old = { migrates: undefined }
    const releases = [release('a', undefined, '1', old), release('b', '1', '1')]
    expect(difference(releases, 'a')).toEqual(NONE)
  })
  test('by a version that was restarted by a rollback', () => {
    const again = release('b.rollback', undefined, undefined, { migrates: undefined, rollbackOf: 'c' })
    expect(difference([release('a', '1', '1'), again], 'a')).toEqual(NONE)
  })
})

describe('the schema has changed', () => {
  const releases = [
    release('a', '1', '1'),
    release('b', '1', '1'),
    release('c', '1', '2'),
    release('d', '2', '3'),
  ]

  test('by every release since, with the backup before the first', () => {
    expect(difference(releases, 'a')).toMatchObject({ before: '1', after: '3', backup: 'before-c' })
  })
  test('by a version that was released again, since its earlier release', () => {
    const again = [release('a', '1', '1', { version: 'v1' }), release('b', '1', '2', { version: 'v1' })]
    expect(difference(again, 'v1')).toMatchObject({ before: '1', after: '2', backup: 'before-b' })
  })
  test('by one that failed after it had migrated', () => {
    const failed = [release('a', '1', '1'), release('b', '1', '2', FAILED), release('c', '2', '2')]
    expect(difference(failed, 'a')).toMatchObject({ before: '1', after: '2', backup: 'before-b' })
  })
  test('by one that was killed before it could record it', () => {
    const killed = [
      release('a', '1', '1'),
      release('b', undefined, undefined, FAILED),
      release('c', '2', '2'),
    ]
    expect(difference(killed, 'a')).toMatchObject({ kind: 'changed', before: '1', after: '2' })
  })
  test('manually, before or after the release', () => {
    expect(difference([release('a', '1', '1'), release('b', '2', '2')], 'a')).toMatchObject({ after: '2' })
    expect(difference([release('a', '1', '1'), release('b', '1', '1')], 'a', '2')).toMatchObject({
      after: '2',
    })
  })
  test('since a version that is not live in the journal', () => {
    expect(difference([release('b', '1', '2')], 'manual')).toMatchObject({ before: '1', after: '2' })
    const previous = { version: 'manual', sha: '' }
    const since = [release('b', '1', '2', { previous }), release('c', '2', '2')]
    expect(difference(since, 'manual')).toMatchObject({ before: '1', after: '2' })
  })
})

describe('the names of the migrations', () => {
  const named = (id: string, before: string, after: string, ...migrations: string[]) =>
    release(id, before, after, { migrations })

  test('are those of every release in between', () => {
    const releases = [
      release('a', '1', '1'),
      named('b', '1', '2', 'x'),
      release('c', '2', '2'),
      named('d', '2', '3', 'y'),
    ]
    expect(difference(releases, 'a')).toMatchObject({ migrations: ['x', 'y'] })
  })
  test('are known although a release was killed, as long as it has changed nothing', () => {
    const killed = release('b', undefined, undefined, FAILED)
    const releases = [release('a', '1', '1'), killed, named('c', '1', '2', 'x')]
    expect(difference(releases, 'a')).toMatchObject({ migrations: ['x'] })
    const changed = [release('a', '1', '1'), killed, named('c', '2', '3', 'x')]
    expect(difference(changed, 'a')).toMatchObject({ kind: 'changed', migrations: undefined })
  })
  test.each([
    ['someone has migrated manually', [release('a', '1', '1'), named('b', '2', '3', 'x')], undefined],
    ['someone has migrated since', [release('a', '1', '1'), named('b', '1', '2', 'x')], '3'],
    [
      'a release does not record them',
      [release('a', '1', '1'), release('b', '1', '2'), named('c', '2', '3', 'x')],
      undefined,
    ],
  ])('are not known when %s', (_why, releases, present) => {
    expect(difference(releases, 'a', present)).toMatchObject({ kind: 'changed', migrations: undefined })
  })
})

describe('it is unknown', () => {
  test('when a release has migrated and no revision was found', () => {
    const unknown = release('b', undefined, undefined, { revisionProblem: 'no such table' })
    expect(difference([release('a', undefined, undefined), unknown], 'a')).toEqual({
      ...{ kind: 'unknown', backup: 'before-b' },
      why: 'b ran migrations, and the schema revision is unknown (no such table)',
    })
  })
  test('when only the revision after is known', () => {
    const half = release('b', undefined, '2', { revisionProblem: 'no container' })
    expect(difference([release('a', undefined, undefined), half], 'a')).toMatchObject({ kind: 'unknown' })
  })
  test('when the journal was written by an earlier version, and does not record whether a release has migrated', () => {
    const old = { migrates: undefined }
    const releases = [release('a', '1', '1'), release('b', undefined, undefined, old)]
    expect(difference(releases, 'a')).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching(/^the journal does not record whether b ran migrations/),
    })
    // The database still has the revision.
    expect(difference(releases, 'a', '2')).toMatchObject({ kind: 'changed', before: '1', after: '2' })
    const left = release('b', undefined, undefined, { ...old, withoutMigrations: 'manual' })
    expect(difference([release('a', '1', '1'), left], 'a')).toEqual(NONE)
  })
})
