import { describe, expect, test } from '@jest/globals'
import { type Check, stateOf } from '../../src/checks/check-state.ts'

const check = (changes: Partial<Check>): Check => ({
  ...{ kind: 'check run', name: 'CI', conclusion: 'success', startedAt: '2026-01-01T00:00:00Z', id: 1 },
  isOwn: false,
  ...changes,
})
const later = '2026-01-02T00:00:00Z'

describe('a required check', () => {
  test.each<[string, Check[], string[], { pending?: string[]; failed?: string[] }]>([
    ['passes with success', [check({})], [], {}],
    [
      'that is absent has not run',
      [check({ name: 'ci' })],
      [],
      { pending: ['"CI" has not run for this commit'] },
    ],
    ['that runs is pending', [check({ conclusion: undefined })], [], { pending: ['"CI" has not completed'] }],
    [
      'that is skipped fails, as GitHub would not show',
      [check({ conclusion: 'skipped' })],
      ['neutral'],
      { failed: ['"CI" ended with skipped (check run)'] },
    ],
    ['that is skipped passes where it is allowed', [check({ conclusion: 'skipped' })], ['skipped'], {}],
    [
      'that was cancelled fails',
      [check({ conclusion: 'cancelled' })],
      ['skipped', 'neutral'],
      { failed: ['"CI" ended with cancelled (check run)'] },
    ],
    [
      'counts as its latest run',
      [check({ conclusion: 'failure', id: 9 }), check({ startedAt: later, id: 2 })],
      [],
      {},
    ],
    [
      'that failed after a success fails',
      [check({ conclusion: 'failure', startedAt: later }), check({})],
      [],
      { failed: ['"CI" ended with failure (check run)'] },
    ],
    [
      'of the same second counts as the one with the higher id',
      [check({ id: 7 }), check({ conclusion: 'failure', id: 6 })],
      [],
      {},
    ],
    [
      'has to pass as a check run and as a status',
      [check({ startedAt: later }), check({ kind: 'status', conclusion: 'error' })],
      [],
      { failed: ['"CI" ended with error (status)'] },
    ],
    [
      'of this run counts for nothing',
      [check({ isOwn: true }), check({ name: 'x' })],
      [],
      { pending: ['"CI" is only a job of this run, which cannot require itself'] },
    ],
    ['of another run counts although this run has one', [check({ isOwn: true }), check({})], [], {}],
  ])('%s', (_name, checks, allowed, expected) => {
    expect(stateOf(['CI'], checks, allowed)).toEqual({ pending: [], failed: [], ...expected })
  })
})
