import { describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { crossingOf, waysOut } from '../src/schema.ts'

const release = (id: string, before: string | undefined, after: string | undefined, more = {}): Release => ({
  ...{ id, version: id, sha: id, services: [], images: [], run: '', actor: '', backup: `before-${id}` },
  ...{
    state: 'switched',
    exposed: true,
    wasLive: true,
    revisionBefore: before,
    revisionAfter: after,
    ...more,
  },
})
const crossing = (releases: Release[], to: string) =>
  crossingOf(releases, { from: releases.at(-1) as Release, to: { version: to } })

describe('a way back crosses', () => {
  test('nothing when no release since has changed the schema', () => {
    expect(crossing([release('a', '1', '2'), release('b', '2', '2')], 'a')).toBeUndefined()
  })
  test('nothing when nobody told a revision', () => {
    expect(crossing([release('a', '1', '1'), release('b', undefined, undefined)], 'a')).toBeUndefined()
  })
  test('the migrations of every release since, with the backup before the first', () => {
    const releases = [
      release('a', '1', '1'),
      release('b', '1', '1'),
      release('c', '1', '2'),
      release('d', '2', '3'),
    ]
    expect(crossing(releases, 'a')).toEqual({ before: '1', after: '3', backup: 'before-c' })
  })
  test('those of a release that failed after it had migrated', () => {
    const failed = release('b', '1', '2', { wasLive: false, state: 'failed' })
    expect(crossing([release('a', '1', '1'), failed, release('c', '2', '2')], 'a')).toMatchObject({
      after: '2',
      backup: 'before-b',
    })
  })
  test('nothing when the schema was taken back', () => {
    expect(
      crossing([release('a', '1', '1'), release('b', '1', '2'), release('c', '2', '1')], 'a'),
    ).toBeUndefined()
  })
  test('that of its own release when the journal does not know the old version', () => {
    expect(crossing([release('b', '1', '2')], 'by hand')).toMatchObject({ before: '1', after: '2' })
  })
})

test('the ways out begin with the harmless one and end with the backup', () => {
  const ways = waysOut({ before: '1', after: '2', backup: 'id' }, 'old')
  expect(ways.at(0)).toContain('nothing is lost')
  expect(ways.at(-1)).toContain('Restore the backup id')
  expect(waysOut({ before: '1', after: '2', backup: undefined }, 'old').join()).not.toContain('Restore')
})
