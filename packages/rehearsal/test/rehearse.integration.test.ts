import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readArguments } from '../src/arguments.ts'
import { rehearse } from '../src/rehearse.ts'

const actions = join(import.meta.dirname, 'plain-dist')
const watcher = { tell: () => {}, running: () => {}, event: () => {} }

// The pipeline here is plain shell: this tests the rehearsal, not the actions.
test.each([
  [[], 'deployed', 'green'],
  [['--fail', 'smoke-tests'], 'rolled-back', 'blue'],
  [['--fail', 'switch'], 'failed', 'blue'],
  [['--fail', 'rollback'], 'failed', 'green'],
] as const)(
  'rehearse %j ends %s',
  async (args, outcome, slot) => {
    const { report } = await rehearse({ ...readArguments(args), actions }, watcher)
    expect(report.problems).toEqual([])
    expect(report).toMatchObject({ outcome, live: { slot }, traffic: { lost: 0 } })
    expect(report.traffic.requests).toBeGreaterThan(300)
  },
  600_000,
)
