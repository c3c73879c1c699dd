import { describe, expect, test } from '@jest/globals'
import { planRetention } from '../../src/backup/retention/retention.ts'
import { type Level, type Manifest, verifiedLevel } from '../../src/catalogue/manifest.ts'
import { idAt, manifest } from './manifests.ts'

const DAY = 86_400_000
const now = Date.parse('2026-11-24T12:00:00Z')
const rule = { days: 30, keepLast: 3, needed: [] }
const aged = (days: number, more: Parameters<typeof manifest>[0] = {}): Manifest =>
  manifest({ id: idAt(now - days * DAY), at: now - days * DAY, ...more })
const ids = (manifests: readonly Manifest[]): string[] => manifests.map(({ id }) => id)

test('old backups are removed, the newest verified ones are kept', () => {
  const all = [0, 1, 2, 3, 4, 5, 40].map(days => aged(days))
  expect(ids(planRetention(all, rule, now).remove)).toEqual([idAt(now - 40 * DAY)])
})

describe('an old backup is kept when', () => {
  const young = [0, 1, 2, 3].map(days => aged(days))
  const cases: [string, Manifest, Partial<typeof rule>][] = [
    ['it is protected', aged(40, { protected: true }), {}],
    ['a release needs it', aged(40), { needed: [idAt(now - 40 * DAY)] as never[] }],
    ['it is the newest that was restored and counted', aged(40, { level: 3 }), {}],
    ['its times disagree', aged(40, { at: now - 80 * DAY }), {}],
    ['its manifest has no valid time', { ...aged(40), finished: 'yesterday' }, {}],
  ]
  test.each(cases)('%s', (_name, old, change) => {
    expect(planRetention([...young, old], { ...rule, ...change }, now).remove).toEqual([])
  })
})

test('nothing is removed when too few verified ones would be left, or too many would be removed at once', () => {
  const unverified = [0, 1, 2, 3, 4, 5].map(days => aged(days, { level: 1 }))
  expect(planRetention([...unverified, aged(40), aged(41, { level: 1 })], rule, now).refused).toContain(
    'only 1 verified',
  )
  const old = [40, 41, 42, 43].map(days => aged(days))
  expect(planRetention([...[0, 1, 2].map(days => aged(days)), ...old], rule, now).refused).toContain(
    '4 of 7 backups',
  )
})

/** Deterministic pseudo-random numbers. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

test('for any catalogue, enough verified backups are left and nothing recent or protected is removed', () => {
  let removed = 0
  for (let seed = 1; seed <= 400; seed++) {
    const next = random(seed)
    const count = seed % 50 === 0 ? 2500 : Math.floor(next() * 60)
    const all = Array.from({ length: count }, (_, index) => {
      const days = next() * 38
      const skew = next() < 0.1 ? next() * 60 * DAY : 0
      return manifest({
        ...{ id: idAt(now - days * DAY, index.toString(16).padStart(6, '0')), at: now - days * DAY - skew },
        ...{ level: (1 + Math.floor(next() * 3)) as Level, protected: next() < 0.1 },
      })
    })
    const keepLast = 3 + Math.floor(next() * 10)
    const { remove } = planRetention(all, { days: 30, keepLast, needed: [] }, now)
    removed += remove.length
    const left = all.filter(backup => !remove.includes(backup))
    const verified = all.filter(backup => verifiedLevel(backup) >= 2).length
    if (remove.length > 0)
      expect(left.filter(backup => verifiedLevel(backup) >= 2).length).toBeGreaterThanOrEqual(
        Math.min(keepLast, verified),
      )
    expect(remove.length).toBeLessThanOrEqual(all.length * 0.3)
    for (const backup of remove) {
      expect(backup.protected).toBe(false)
      expect(now - Date.parse(backup.finished)).toBeGreaterThan(30 * DAY)
    }
  }
  expect(removed).toBeGreaterThan(100)
})
